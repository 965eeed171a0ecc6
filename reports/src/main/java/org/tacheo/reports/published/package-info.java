/** Numbers that papers print, with their sources; never ranked against measured ones. */
@NullMarked
package org.tacheo.reports.published;

import org.jspecify.annotations.NullMarked;
