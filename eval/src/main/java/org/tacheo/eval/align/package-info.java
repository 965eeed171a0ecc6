/**
 * Bringing a prediction that is known only up to a transform into the frame of the ground truth.
 * Depends on core alone.
 */
@NullMarked
package org.tacheo.eval.align;

import org.jspecify.annotations.NullMarked;
