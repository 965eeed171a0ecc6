/** Estimators that denoise: Marigold and what was made of it. */
@NullMarked
package org.tacheo.models.diffusion;

import org.jspecify.annotations.NullMarked;
