/** Predictions against ground truth. */
@NullMarked
package org.tacheo.eval;

import org.jspecify.annotations.NullMarked;
