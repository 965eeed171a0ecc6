/** ETH3D in the published layout. */
@NullMarked
package org.tacheo.datasets.eth3d;

import org.jspecify.annotations.NullMarked;
