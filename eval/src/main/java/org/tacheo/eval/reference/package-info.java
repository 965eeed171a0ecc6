/**
 * The reference evaluators' own file formats, to the byte, so that scripts written for them keep
 * working. Depends on {@code eval.metric} and {@code eval.result}.
 */
@NullMarked
package org.tacheo.eval.reference;

import org.jspecify.annotations.NullMarked;
