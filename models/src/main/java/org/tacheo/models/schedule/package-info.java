/** The schedules of diffusion: which steps are taken, and what each does. */
@NullMarked
package org.tacheo.models.schedule;

import org.jspecify.annotations.NullMarked;
