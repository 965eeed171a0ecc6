/**
 * What the published layouts share, and the dataset that reads any of them. Depends on {@code
 * archive}, {@code image} and {@code split}.
 */
@NullMarked
package org.tacheo.datasets.layout;

import org.jspecify.annotations.NullMarked;
