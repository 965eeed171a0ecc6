/**
 * Suites read, work done, result files written. The only package of this module that knows all the
 * others.
 */
@NullMarked
package org.tacheo.eval.run;

import org.jspecify.annotations.NullMarked;
