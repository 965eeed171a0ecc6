package org.tacheo.datasets.synthetic;

import java.util.List;

/**
 * A finished scene: solids, lights and sky, laid out for tracing. Each solid is kept as the affine
 * map from the world into the coordinates of its {@link Form}. Immutable.
 */
final class Scene {
  /** Twelve numbers per solid: three rows of a 3x4 matrix from the world to the form. */
  final double[] toForm;

  final Form[] forms;
  final double[] tapers;
  final Material[] materials;

  /** Whether a solid casts shadows: all do but those that glow. */
  final boolean[] opaque;

  /** Three half extents per solid, metres. */
  final double[] halves;

  final Bvh bvh;
  final Light[] lights;
  final Atmosphere atmosphere;

  Scene(List<SceneBuilder.Solid> solids, List<Light> lights, Atmosphere atmosphere) {
    bvh = new Bvh(boxes(solids));
    int n = solids.size();
    toForm = new double[12 * n];
    forms = new Form[n];
    tapers = new double[n];
    materials = new Material[n];
    opaque = new boolean[n];
    halves = new double[3 * n];
    for (int i = 0; i < n; i++) {
      store(i, solids.get(bvh.order[i]));
    }
    this.lights = lights.toArray(Light[]::new);
    this.atmosphere = atmosphere;
  }

  private void store(int place, SceneBuilder.Solid solid) {
    forms[place] = solid.form();
    tapers[place] = solid.taper();
    materials[place] = solid.material();
    opaque[place] = solid.material().glow() == 0;
    Frame frame = solid.centre();
    row(12 * place, frame.x(), frame.origin(), solid.half().x());
    row(12 * place + 4, frame.y(), frame.origin(), solid.half().y());
    row(12 * place + 8, frame.z(), frame.origin(), solid.half().z());
    halves[3 * place] = solid.half().x();
    halves[3 * place + 1] = solid.half().y();
    halves[3 * place + 2] = solid.half().z();
  }

  private void row(int at, Vec axis, Vec origin, double half) {
    toForm[at] = axis.x() / half;
    toForm[at + 1] = axis.y() / half;
    toForm[at + 2] = axis.z() / half;
    toForm[at + 3] = -axis.dot(origin) / half;
  }

  private static double[] boxes(List<SceneBuilder.Solid> solids) {
    double[] boxes = new double[6 * solids.size()];
    for (int i = 0; i < solids.size(); i++) {
      SceneBuilder.Solid solid = solids.get(i);
      Vec reach = reach(solid);
      Vec low = solid.centre().origin().minus(reach);
      Vec high = solid.centre().origin().plus(reach);
      System.arraycopy(
          new double[] {low.x(), low.y(), low.z(), high.x(), high.y(), high.z()},
          0,
          boxes,
          6 * i,
          6);
    }
    return boxes;
  }

  /** Half extents of the box along the world's axes that surely holds the solid. */
  private static Vec reach(SceneBuilder.Solid solid) {
    Frame f = solid.centre();
    Vec h = solid.half();
    double slack = 1e-9;
    return new Vec(
        slack + reach(solid.form(), f.x().x() * h.x(), f.y().x() * h.y(), f.z().x() * h.z()),
        slack + reach(solid.form(), f.x().y() * h.x(), f.y().y() * h.y(), f.z().y() * h.z()),
        slack + reach(solid.form(), f.x().z() * h.x(), f.y().z() * h.y(), f.z().z() * h.z()));
  }

  private static double reach(Form form, double a, double b, double c) {
    return form == Form.BALL
        ? Math.sqrt(a * a + b * b + c * c)
        : form == Form.CONE
            ? Math.sqrt(a * a + b * b) + Math.abs(c)
            : Math.abs(a) + Math.abs(b) + Math.abs(c);
  }
}
