package org.tacheo.datasets.synthetic;

/**
 * Colours of rays: Lambert and Blinn shading under lamps and sun with shadows, ambient light that
 * differs between surfaces that look up and down, haze and sky. Holds the scratch of one thread.
 */
final class Shader {
  /** The smallest step from a surface, metres, at which a shadow ray starts. */
  private static final double LIFT = 2e-4;

  /** What a near lamp's light is lowered by, so that it ends somewhere. */
  private static final double FAINTEST = 0.012;

  /** Result: linear radiance. */
  double r;

  double g;
  double b;

  /** Result: the lamps, as bits, of which something was seen from the point. */
  int lit;

  /** Result: the lamps, as bits, of which something was hidden from the point. */
  int hidden;

  private int firstPoint;
  private int endPoint;
  private int surelyLit;
  private int surelyHidden;
  private final Scene scene;
  private final Tracer tracer;
  private final Painter painter = new Painter();
  private final double pixel;
  private double px;
  private double py;
  private double pz;
  private double nx;
  private double ny;
  private double nz;

  /**
   * A shader.
   *
   * @param tracer follows the rays; its last hit is what {@link #shade} colours
   * @param pixel width of a pixel at distance 1
   */
  Shader(Scene scene, Tracer tracer, double pixel) {
    this.scene = scene;
    this.tracer = tracer;
    this.pixel = pixel;
  }

  /**
   * Says of which lamps it is known, for the rays to come, whether they are hidden.
   *
   * @param lit lamps that reach all points around, as bits
   * @param hidden lamps that are hidden from all points around, as bits
   */
  void presume(int lit, int hidden) {
    surelyLit = lit;
    surelyHidden = hidden;
  }

  /**
   * Colours what the tracer hit last along a ray, or the sky.
   *
   * @param dx direction, not a unit vector
   * @param point the first of the {@link LampPoints} that it looks for
   * @param points how many of them
   */
  void shade(
      double ox, double oy, double oz, double dx, double dy, double dz, int point, int points) {
    firstPoint = point;
    endPoint = point + points;
    double length = Math.sqrt(dx * dx + dy * dy + dz * dz);
    double vx = dx / length;
    double vy = dy / length;
    double vz = dz / length;
    lit = 0;
    hidden = 0;
    if (tracer.solid < 0) {
      sky(vx, vy, vz);
      return;
    }
    double t = tracer.distance;
    surface(ox + t * dx, oy + t * dy, oz + t * dz, vx, vy, vz, t * length);
    light(tracer.solid, vx, vy, vz);
    haze(t * length);
  }

  private void surface(
      double x, double y, double z, double vx, double vy, double vz, double range) {
    tracer.resolve(tracer.solid, x, y, z);
    double facing = tracer.normalX * vx + tracer.normalY * vy + tracer.normalZ * vz;
    double sign = facing > 0 ? -1 : 1;
    nx = sign * tracer.normalX;
    ny = sign * tracer.normalY;
    nz = sign * tracer.normalZ;
    double lift = LIFT + 2e-6 * range;
    px = x + lift * nx;
    py = y + lift * ny;
    pz = z + lift * nz;
    double slant = Math.max(0.15, Math.abs(facing));
    paint(tracer.solid, range * pixel / slant);
  }

  private void paint(int solid, double footprint) {
    double hx = scene.halves[3 * solid];
    double hy = scene.halves[3 * solid + 1];
    double hz = scene.halves[3 * solid + 2];
    double x = tracer.formX * hx;
    double y = tracer.formY * hy;
    double z = tracer.formZ * hz;
    Material material = scene.materials[solid];
    if (material.texture() == Texture.LEAVES) {
      painter.paint(material, x, y, z, footprint);
      ruffle(material, x, y, z, footprint);
      return;
    }
    switch (scene.forms[solid]) {
      case BOX -> paintBox(material, x, y, z, footprint);
      case GABLE -> {
        boolean end = Math.abs(tracer.formX) > 1 - 1e-7;
        double slope = Math.sqrt(1 + 4 * hz * hz / (hy * hy)) * 0.5;
        painter.paint(material, end ? y : x, end ? z : z * slope * hy / hz, 0, footprint);
      }
      case BALL, CONE -> {
        boolean cap = scene.forms[solid] == Form.CONE && Math.abs(tracer.formZ) > 1 - 1e-7;
        double around = cap ? x : turn(tracer.formX, tracer.formY) * hx;
        painter.paint(material, around, cap ? y : z, 0, footprint);
      }
    }
  }

  /** Lets leaves look every way, so that a clump is not lit like a ball; of the image only. */
  private void ruffle(Material leaf, double x, double y, double z, double footprint) {
    double cells = 5 / leaf.scale();
    double bend = 1.5 * Math.min(1, Math.max(0, 1.6 - 2.5 * footprint * cells));
    if (bend == 0) {
      return;
    }
    double a = nx + bend * (Noise.space(cells * x, cells * y, cells * z, leaf.salt() + 11) - 0.5);
    double b = ny + bend * (Noise.space(cells * x, cells * y, cells * z, leaf.salt() + 23) - 0.5);
    double c = nz + bend * (Noise.space(cells * x, cells * y, cells * z, leaf.salt() + 37) - 0.5);
    double length = Math.sqrt(a * a + b * b + c * c) + 1e-9;
    nx = a / length;
    ny = b / length;
    nz = c / length;
  }

  private void paintBox(Material material, double x, double y, double z, double footprint) {
    double ax = Math.abs(tracer.formX);
    double ay = Math.abs(tracer.formY);
    double az = Math.abs(tracer.formZ);
    if (ax >= ay && ax >= az) {
      painter.paint(material, y, z, x, footprint);
    } else if (ay >= az) {
      painter.paint(material, x, z, y, footprint);
    } else {
      painter.paint(material, x, y, z, footprint);
    }
  }

  /** An angle that grows around the z axis by 2 pi in all, near enough to a true one. */
  private static double turn(double x, double y) {
    double sum = Math.abs(x) + Math.abs(y);
    double quarter = sum > 0 ? x / sum : 0;
    return (y < 0 ? 3 + quarter : 1 - quarter) * (StrictMath.PI / 2);
  }

  private void light(int solid, double vx, double vy, double vz) {
    Material material = scene.materials[solid];
    Atmosphere air = scene.atmosphere;
    double up = 0.5 + 0.5 * nz;
    double side = 1 + 0.1 * nx - 0.07 * ny;
    double glow = material.glow();
    r = painter.r * (glow + side * Noise.lerp(air.below().r(), air.above().r(), up));
    g = painter.g * (glow + side * Noise.lerp(air.below().g(), air.above().g(), up));
    b = painter.b * (glow + side * Noise.lerp(air.below().b(), air.above().b(), up));
    if (glow > 0) {
      return;
    }
    for (int i = 0; i < scene.lights.length; i++) {
      lamp(i, material.gloss(), vx, vy, vz);
    }
    if (material.gloss() > 0) {
      mirror(material.gloss(), vx, vy, vz);
    }
  }

  private void lamp(int lamp, double gloss, double vx, double vy, double vz) {
    Light light = scene.lights[lamp];
    Vec place = light.place();
    double far = light.far() ? 1 : 0;
    double lx = place.x() - (1 - far) * px;
    double ly = place.y() - (1 - far) * py;
    double lz = place.z() - (1 - far) * pz;
    double square = lx * lx + ly * ly + lz * lz;
    double lean = nx * lx + ny * ly + nz * lz;
    if (lean <= 0) {
      return;
    }
    double near = 1 / Math.sqrt(square);
    // A lamp fades to nothing at a distance, where looking for what hides it would be waste.
    double fading = 1 / (square + 0.3) - FAINTEST / light.colour().r();
    double strength = light.far() ? 1 : fading;
    if (strength <= 0) {
      return;
    }
    double seen = seen(lamp, light, lx, ly, lz);
    if (seen == 0) {
      return;
    }
    strength *= seen;
    double diffuse = strength * lean * near;
    double shine = gloss == 0 ? 0 : 0.5 * strength * gloss * glint(lx, ly, lz, near, vx, vy, vz);
    r += light.colour().r() * (painter.r * diffuse + shine);
    g += light.colour().g() * (painter.g * diffuse + shine);
    b += light.colour().b() * (painter.b * diffuse + shine);
  }

  /** The share of a lamp, in this direction, that nothing hides. */
  private double seen(int lamp, Light light, double lx, double ly, double lz) {
    int bit = 1 << lamp;
    if ((surelyLit & bit) != 0) {
      return 1;
    }
    if ((surelyHidden & bit) != 0) {
      return 0;
    }
    double end = light.far() ? Double.POSITIVE_INFINITY : 0.999;
    Vec spread = light.spread();
    int free = 0;
    for (int i = firstPoint; i < endPoint; i++) {
      double x = lx + spread.x() * LampPoints.x(i);
      double y = ly + spread.y() * LampPoints.y(i);
      double z = lz + spread.z() * LampPoints.z(i);
      free += tracer.blocked(px, py, pz, x, y, z, end, lamp) ? 0 : 1;
    }
    int points = endPoint - firstPoint;
    lit |= free > 0 ? bit : 0;
    hidden |= free < points ? bit : 0;
    return free / (double) points;
  }

  /** Blinn's highlight: the 64th power of the cosine to the half-way vector. */
  private double glint(
      double lx, double ly, double lz, double near, double vx, double vy, double vz) {
    double hx = lx * near - vx;
    double hy = ly * near - vy;
    double hz = lz * near - vz;
    double cosine = (hx * nx + hy * ny + hz * nz) / Math.sqrt(hx * hx + hy * hy + hz * hz + 1e-12);
    double power = Math.max(0, cosine);
    for (int i = 0; i < 6; i++) {
      power *= power;
    }
    return power;
  }

  /** A reflection of the surroundings, without tracing them: stronger at grazing angles. */
  private void mirror(double gloss, double vx, double vy, double vz) {
    double cosine = -(vx * nx + vy * ny + vz * nz);
    double open = 1 - Math.max(0, cosine);
    double share = gloss * (0.04 + 0.4 * open * open * open * open);
    double up = vz + 2 * cosine * nz;
    Atmosphere air = scene.atmosphere;
    double high = Noise.step(-0.15, 0.5, up);
    r += share * Noise.lerp(air.below().r(), 1.4 * air.horizon().r(), high);
    g += share * Noise.lerp(air.below().g(), 1.4 * air.horizon().g(), high);
    b += share * Noise.lerp(air.below().b(), 1.4 * air.horizon().b(), high);
  }

  private void haze(double range) {
    Atmosphere air = scene.atmosphere;
    double share = air.haze() * range / (1 + air.haze() * range);
    r = Noise.lerp(r, air.horizon().r(), share);
    g = Noise.lerp(g, air.horizon().g(), share);
    b = Noise.lerp(b, air.horizon().b(), share);
  }

  private void sky(double vx, double vy, double vz) {
    Atmosphere air = scene.atmosphere;
    double height = Math.max(0.02, vz);
    double blue = Noise.step(-0.05, 0.6, vz);
    double cover = Noise.cloudy(1.2 * vx / (height + 0.1), 1.2 * vy / (height + 0.1), air.salt());
    double cloud = Noise.step(1 - air.clouds(), 1.25 - air.clouds(), cover + 0.12);
    double white = 0.85 + 0.4 * (cover - 0.5);
    cloud *= Noise.step(0, 0.15, vz);
    r = cloudy(Noise.lerp(air.horizon().r(), air.zenith().r(), blue), white, cloud);
    g = cloudy(Noise.lerp(air.horizon().g(), air.zenith().g(), blue), white, cloud);
    b = cloudy(Noise.lerp(air.horizon().b(), air.zenith().b(), blue), white, cloud);
  }

  private static double cloudy(double clear, double white, double cloud) {
    return Noise.lerp(clear, white, cloud);
  }
}
