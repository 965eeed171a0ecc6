package org.tacheo.models.runtime;

import org.tacheo.core.TacheoException;

/**
 * A network needs more memory than there is. Whoever knows the batch and the resolution can say
 * which ones would fit.
 */
public final class MemoryExhaustedException extends TacheoException {
  private static final long serialVersionUID = 1L;

  MemoryExhaustedException(String message, Throwable cause) {
    super(message, cause);
  }
}
