/**
 * Paired comparison of the estimators of one run, sample by sample, with bootstrap intervals over
 * scenes. Reads the result types only.
 */
@NullMarked
package org.tacheo.reports.comparison;

import org.jspecify.annotations.NullMarked;
