/** DIODE in the published layout. */
@NullMarked
package org.tacheo.datasets.diode;

import org.jspecify.annotations.NullMarked;
