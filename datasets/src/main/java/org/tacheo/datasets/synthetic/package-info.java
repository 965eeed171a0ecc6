/**
 * Scenes that are computed, not recorded: a deterministic renderer with exact depth and normals,
 * and writers that put its frames into the published layouts. The same seed gives the same bytes on
 * every machine, so nothing here may use a function of {@link java.lang.Math} that is not exactly
 * rounded, the default locale, or the order of threads.
 */
@NullMarked
package org.tacheo.datasets.synthetic;

import org.jspecify.annotations.NullMarked;
