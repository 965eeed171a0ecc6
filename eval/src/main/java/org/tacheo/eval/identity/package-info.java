/** Knowing data and predictions by their content, and what sets two runs apart. */
@NullMarked
package org.tacheo.eval.identity;

import org.jspecify.annotations.NullMarked;
