/** Resizing as PyTorch does it. */
@NullMarked
package org.tacheo.models.resample;

import org.jspecify.annotations.NullMarked;
