/** Archives in, samples out. */
@NullMarked
package org.tacheo.datasets;

import org.jspecify.annotations.NullMarked;
