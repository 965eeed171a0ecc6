/**
 * Raster files in and out: PNG, JPEG, OpenEXR, NumPy and MATLAB arrays, portable float maps and
 * headerless floats. Readers refuse whatever they cannot read exactly; writers give the same bytes
 * on every machine. Knows only {@code core}.
 */
@NullMarked
package org.tacheo.datasets.image;

import org.jspecify.annotations.NullMarked;
