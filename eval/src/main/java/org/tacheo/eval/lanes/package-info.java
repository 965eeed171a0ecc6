/** Numbered tasks worked on by several threads, with results that do not depend on them. */
@NullMarked
package org.tacheo.eval.lanes;

import org.jspecify.annotations.NullMarked;
