package org.tacheo.core;

/** What is estimated from an image. */
public enum Task {
  /** Depth, disparity or points. */
  DEPTH("depth"),
  /** Surface normals. */
  NORMALS("normals");

  private final String id;

  Task(String id) {
    this.id = id;
  }

  /** As result files name it. */
  public String id() {
    return id;
  }
}
