/**
 * Members of an archive by name: an uncompressed tar, a zip or a folder, read in place and never
 * extracted. Depends on {@code core} only.
 */
@NullMarked
package org.tacheo.datasets.archive;

import org.jspecify.annotations.NullMarked;
