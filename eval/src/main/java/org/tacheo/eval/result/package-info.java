/**
 * The record types of what a run writes, and their JSON form. The only package of this module that
 * {@code reports} may read.
 */
@NullMarked
package org.tacheo.eval.result;

import org.jspecify.annotations.NullMarked;
