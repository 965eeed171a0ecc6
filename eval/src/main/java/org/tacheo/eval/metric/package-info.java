/**
 * Metrics of one sample, and of the pixels of many. Depends on core, {@code eval.align} and {@code
 * eval.result}.
 */
@NullMarked
package org.tacheo.eval.metric;

import org.jspecify.annotations.NullMarked;
