package org.tacheo.datasets.image;

/**
 * A channel as an OpenEXR header lists it.
 *
 * @param offset bytes of a row, for one pixel's width, that the channels before this one take
 */
record ExrChannel(String name, ExrType type, int offset) {}
