/** The tacheo command: the only room that wires the others, prints, and exits. */
@NullMarked
package org.tacheo.cli;

import org.jspecify.annotations.NullMarked;
