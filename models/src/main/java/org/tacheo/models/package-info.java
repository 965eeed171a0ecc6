/** Estimators: settings in, predictions out. */
@NullMarked
package org.tacheo.models;

import org.jspecify.annotations.NullMarked;
