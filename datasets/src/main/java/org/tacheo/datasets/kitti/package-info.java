/** KITTI Eigen split in the published layout. */
@NullMarked
package org.tacheo.datasets.kitti;

import org.jspecify.annotations.NullMarked;
