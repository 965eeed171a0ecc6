package org.tacheo.core;

import java.util.Arrays;
import java.util.List;

/**
 * The frame in which files store surface normals. In memory all normals stand in one frame, {@link
 * #OPENGL}: readers convert. All frames describe normals that point towards the camera.
 *
 * <p>Source: DSINE issue 8 for its axes; the documentation of diffusers for Marigold's; MoGe's
 * OpenCV axes.
 */
public enum NormalsConvention {
  /** x right, y up, z towards the viewer: a wall that faces the camera is (0, 0, 1). Marigold. */
  OPENGL("opengl", 1, 1, 1),
  /**
   * x left, y up, z towards the viewer: a wall that faces the camera is (0, 0, 1). DSINE, E2E-FT.
   */
  DSINE("dsine", -1, 1, 1),
  /** x right, y down, z forward: a wall that faces the camera is (0, 0, -1). */
  OPENCV("opencv", 1, -1, -1);

  private final String id;
  private final int x;
  private final int y;
  private final int z;

  NormalsConvention(String id, int x, int y, int z) {
    this.id = id;
    this.x = x;
    this.y = y;
    this.z = z;
  }

  /** As suites and the command line name it. */
  public String id() {
    return id;
  }

  /** The sign of each axis against {@link #OPENGL}: x, y, z, each 1 or -1. */
  public List<Integer> signs() {
    return List.of(x, y, z);
  }

  /** Turns vectors of this frame into {@link #OPENGL}, or back: the same flips undo themselves. */
  public VectorMap flip(VectorMap vectors) {
    return this == OPENGL ? vectors : vectors.scaled(x, y, z);
  }

  /** The ids of all conventions. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(NormalsConvention::id).toList();
  }

  /**
   * The convention with this id.
   *
   * @throws SpecException if there is none
   */
  public static NormalsConvention of(String id) {
    return Arrays.stream(values())
        .filter(convention -> convention.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new SpecException(
                    "unknown normals convention \""
                        + id
                        + "\"; known: "
                        + String.join(", ", ids())));
  }
}
