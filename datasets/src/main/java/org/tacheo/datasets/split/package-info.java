/**
 * Which samples a split has: derived from the names in an archive, or listed in a file, and checked
 * against what was published. Depends on {@code archive} only.
 */
@NullMarked
package org.tacheo.datasets.split;

import org.jspecify.annotations.NullMarked;
