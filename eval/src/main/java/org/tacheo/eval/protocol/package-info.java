/**
 * Published evaluation protocols: which pixels count, how a prediction is aligned, clipped and
 * scored. All constants of a protocol stand here and nowhere else.
 */
@NullMarked
package org.tacheo.eval.protocol;

import org.jspecify.annotations.NullMarked;
