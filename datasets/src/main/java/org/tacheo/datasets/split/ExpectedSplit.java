package org.tacheo.datasets.split;

/**
 * What a whole split is known by.
 *
 * @param samples number of evaluated samples
 * @param digest of their ids, form C1, see {@link SampleDigest}
 */
public record ExpectedSplit(int samples, String digest) {}
