package org.tacheo.eval.result;

import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Two blanks and a line feed, whatever the platform's line separator. */
final class Indentation extends DefaultPrettyPrinter {
  private static final long serialVersionUID = 1L;

  Indentation() {
    DefaultIndenter lines = new DefaultIndenter("  ", "\n");
    indentObjectsWith(lines);
    indentArraysWith(lines);
  }

  @Override
  public DefaultPrettyPrinter createInstance() {
    return new Indentation();
  }
}
