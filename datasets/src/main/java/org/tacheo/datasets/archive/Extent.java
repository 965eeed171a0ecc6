package org.tacheo.datasets.archive;

/**
 * A stretch of a file.
 *
 * @param offset of its first byte
 * @param size in bytes
 */
record Extent(long offset, long size) {}
