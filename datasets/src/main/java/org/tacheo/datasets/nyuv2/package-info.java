/** NYU Depth v2 in the published layout. */
@NullMarked
package org.tacheo.datasets.nyuv2;

import org.jspecify.annotations.NullMarked;
