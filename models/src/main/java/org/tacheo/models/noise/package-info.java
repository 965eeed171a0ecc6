/** Noise as PyTorch draws it. */
@NullMarked
package org.tacheo.models.noise;

import org.jspecify.annotations.NullMarked;
