/** Reports on the samples of one estimator on one dataset. */
@NullMarked
package org.tacheo.reports.samples;

import org.jspecify.annotations.NullMarked;
