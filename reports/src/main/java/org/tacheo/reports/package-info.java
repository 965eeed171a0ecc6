/** Result files in, leaderboards out. */
@NullMarked
package org.tacheo.reports;

import org.jspecify.annotations.NullMarked;
