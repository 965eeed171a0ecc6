package org.tacheo.datasets.synthetic;

import java.util.ArrayList;
import java.util.List;

/** Collects solids and lights. Every solid stands on the origin of the frame it is given. */
final class SceneBuilder {
  private final List<Solid> solids = new ArrayList<>();
  private final List<Light> lights = new ArrayList<>();

  /**
   * One solid.
   *
   * @param centre its centre and axes
   * @param half half extents along its axes, metres
   * @param taper for cones, the radius at the top relative to the bottom's
   */
  record Solid(Form form, Frame centre, Vec half, double taper, Material material) {}

  /** A box of this width, depth and height. */
  void box(Frame base, double width, double depth, double height, Material material) {
    add(Form.BOX, base, new Vec(width / 2, depth / 2, height / 2), material);
  }

  /** A gable roof of this length along x, span along y, and height. */
  void gable(Frame base, double length, double span, double height, Material material) {
    add(Form.GABLE, base, new Vec(length / 2, span / 2, height / 2), material);
  }

  /** An ellipsoid with these diameters. */
  void ball(Frame base, double width, double depth, double height, Material material) {
    add(Form.BALL, base, new Vec(width / 2, depth / 2, height / 2), material);
  }

  /** An upright cylinder. */
  void cylinder(Frame base, double radius, double height, Material material) {
    cone(base, radius, radius, height, material);
  }

  /** An upright cone, cut off where its radius is {@code top}. */
  void cone(Frame base, double bottom, double top, double height, Material material) {
    // The wider end must be at z = -1 for the form; the other way round the frame is turned over.
    if (top > bottom) {
      Frame over = base.at(0, 0, height).quarter(2);
      Frame turned = new Frame(over.origin(), over.x(), over.y().times(-1), over.z().times(-1));
      cone(turned, top, bottom, height, material);
      return;
    }
    Vec half = new Vec(bottom, bottom, height / 2);
    solids.add(new Solid(Form.CONE, base.at(0, 0, height / 2), half, top / bottom, material));
  }

  void light(Light light) {
    lights.add(light);
  }

  /** Lamps so far. */
  int lightCount() {
    return lights.size();
  }

  Scene build(Atmosphere atmosphere) {
    return new Scene(solids, lights, atmosphere);
  }

  private void add(Form form, Frame base, Vec half, Material material) {
    solids.add(new Solid(form, base.at(0, 0, half.z()), half, 1, material));
  }
}
