/**
 * Leaderboards and tables of one run: ranking, Markdown, text for a terminal, CSV. Reads the result
 * types only; a table library does the pivots and never leaves this package.
 */
@NullMarked
package org.tacheo.reports.leaderboard;

import org.jspecify.annotations.NullMarked;
