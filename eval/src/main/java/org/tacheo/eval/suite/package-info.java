/** What to evaluate: suites read, and planned over opened datasets. */
@NullMarked
package org.tacheo.eval.suite;

import org.jspecify.annotations.NullMarked;
