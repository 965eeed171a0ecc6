/**
 * The vocabulary of the suite: rasters, samples, ground truth, predictions, and the two interfaces
 * everything else implements. No I/O, and no knowledge of any other module.
 */
@NullMarked
package org.tacheo.core;

import org.jspecify.annotations.NullMarked;
