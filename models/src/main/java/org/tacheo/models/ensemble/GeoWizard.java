package org.tacheo.models.ensemble;

/** Chooses the member of least angles to the direction of mean azimuth and polar angle. */
final class GeoWizard {
  private static final float SOFTENING = 1e-5f;
  private static final double STEEPEST = 0.999;

  private final float[][] members;
  private final int pixels;

  GeoWizard(float[][] members, int pixels) {
    this.members = members;
    this.pixels = pixels;
  }

  /** The member, softly normalised. */
  float[] choose(Workers workers) {
    double[][] parts = new double[Blocks.chunks(pixels)][];
    workers.forEach(parts.length, chunk -> parts[chunk] = errors(chunk));
    double[] errors = new double[members.length];
    for (double[] part : parts) {
      errors = Vectors.plus(errors, 1, part);
    }
    int least = 0;
    for (int i = 1; i < errors.length; i++) {
      if (errors[i] < errors[least]) {
        least = i;
      }
    }
    float[] chosen = new float[3 * pixels];
    int winner = least;
    workers.forEach(parts.length, chunk -> copy(members[winner], chunk, chosen));
    return chosen;
  }

  private int end(int chunk) {
    return Math.min(pixels, (chunk + 1) * Blocks.CHUNK);
  }

  private void copy(float[] member, int chunk, float[] into) {
    for (int p = chunk * Blocks.CHUNK; p < end(chunk); p++) {
      float norm = norm(member, p);
      into[p] = member[p] / norm;
      into[pixels + p] = member[pixels + p] / norm;
      into[2 * pixels + p] = member[2 * pixels + p] / norm;
    }
  }

  private float norm(float[] member, int p) {
    float x = member[p];
    float y = member[pixels + p];
    float z = member[2 * pixels + p];
    return (float) Math.sqrt(x * x + y * y + z * z) + SOFTENING;
  }

  /** The sum of each member's angles over the pixels of a chunk. */
  private double[] errors(int chunk) {
    double[] errors = new double[members.length];
    double[] cosines = new double[members.length];
    for (int p = chunk * Blocks.CHUNK; p < end(chunk); p++) {
      cosines(p, cosines);
      for (int i = 0; i < errors.length; i++) {
        double clipped = Math.min(Math.max(cosines[i], -STEEPEST), STEEPEST);
        errors[i] += Angles.acos(clipped);
      }
    }
    return errors;
  }

  private void cosines(int p, double[] into) {
    double azimuth = 0;
    double polar = 0;
    for (float[] member : members) {
      double x = member[p];
      double y = member[pixels + p];
      azimuth += Angles.atan2(y, x);
      polar += Angles.atan2(Math.sqrt(x * x + y * y), member[2 * pixels + p]);
    }
    azimuth /= members.length;
    polar /= members.length;
    double x = Math.sin(polar) * Math.cos(azimuth);
    double y = Math.sin(polar) * Math.sin(azimuth);
    double z = Math.cos(polar);
    for (int i = 0; i < into.length; i++) {
      double a = members[i][p];
      double b = members[i][pixels + p];
      double c = members[i][2 * pixels + p];
      double norm = Math.sqrt(a * a + b * b + c * c);
      into[i] = (a * x + b * y + c * z) / Math.max(norm, Double.MIN_NORMAL);
    }
  }
}
