/** Several predictions of one image made into one. */
@NullMarked
package org.tacheo.models.ensemble;

import org.jspecify.annotations.NullMarked;
