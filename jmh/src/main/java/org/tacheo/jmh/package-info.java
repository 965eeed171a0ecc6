/** Benchmarks; nothing depends on them. */
@NullMarked
package org.tacheo.jmh;

import org.jspecify.annotations.NullMarked;
