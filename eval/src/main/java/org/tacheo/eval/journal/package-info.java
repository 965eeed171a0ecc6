/**
 * What a run leaves on disk while it works: its folder, the lock on it, and the journal of finished
 * units. Everything that touches the file system goes through one class, so that tests can let any
 * step fail.
 */
@NullMarked
package org.tacheo.eval.journal;

import org.jspecify.annotations.NullMarked;
