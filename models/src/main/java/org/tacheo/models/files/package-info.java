/** Estimators whose predictions were made elsewhere and lie in files. */
@NullMarked
package org.tacheo.models.files;

import org.jspecify.annotations.NullMarked;
