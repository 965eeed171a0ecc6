/** Comma-separated values. */
@NullMarked
package org.tacheo.reports.csv;

import org.jspecify.annotations.NullMarked;
