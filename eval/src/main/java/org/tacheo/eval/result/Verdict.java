package org.tacheo.eval.result;

import java.util.Optional;

/**
 * What one protocol says about one prediction.
 *
 * @param protocol id of the protocol
 * @param alignment id of the alignment that the prediction was given
 * @param errors SHA-256 of the file of its errors by pixel, where the protocol pools them
 */
public record Verdict(
    String protocol, String alignment, Outcome outcome, Optional<String> errors) {}
