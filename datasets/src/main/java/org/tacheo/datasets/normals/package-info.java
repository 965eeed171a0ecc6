/** Surface normals in the two layouts that they are published in, DSINE's and Marigold's. */
@NullMarked
package org.tacheo.datasets.normals;

import org.jspecify.annotations.NullMarked;
