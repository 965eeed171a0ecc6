package org.tacheo.eval.result;

/**
 * One line of {@code samples.jsonl}.
 *
 * @param estimator name of the estimator
 * @param dataset id of the dataset
 * @param protocol id of the protocol
 * @param id path of the RGB image as the published split lists it
 * @param scene scene of the frame
 * @param outcome what became of it
 */
public record SampleRow(
    String estimator, String dataset, String protocol, String id, String scene, Outcome outcome) {}
