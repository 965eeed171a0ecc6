/** Estimators that learn nothing: the floor of every leaderboard. */
@NullMarked
package org.tacheo.models.baseline;

import org.jspecify.annotations.NullMarked;
