/**
 * Hugging Face checkpoint folders: where they lie, what their files hold, what their settings mean.
 */
@NullMarked
package org.tacheo.models.checkpoint;

import org.jspecify.annotations.NullMarked;
