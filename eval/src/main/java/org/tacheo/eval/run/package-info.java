/**
 * Plans carried out: work done, units journalled, runs tallied and verified. Knows all the other
 * packages of this module.
 */
@NullMarked
package org.tacheo.eval.run;

import org.jspecify.annotations.NullMarked;
