/** ScanNet in the published layout. */
@NullMarked
package org.tacheo.datasets.scannet;

import org.jspecify.annotations.NullMarked;
