package org.tacheo.core;

/**
 * What was found of a split.
 *
 * @param n samples found
 * @param expected samples that the whole split has
 * @param digest SHA-256 over the sorted ids found, lower-case hex (form C1)
 * @param complete whether the samples found are exactly the split
 */
public record SplitState(int n, int expected, String digest, boolean complete) {}
