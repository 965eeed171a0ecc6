package org.tacheo.models.ensemble;

/** How one map of normals is made of several. */
public enum NormalsMethod {
  /**
   * At each pixel the member nearest to the mean direction, the first of those equally near: the
   * default of diffusers' {@code MarigoldNormalsPipeline.ensemble_normals} and of the Marigold
   * repository.
   */
  CLOSEST,
  /** The mean direction, of the same codes. */
  MEAN,
  /**
   * The one member whose angles to the direction of mean azimuth and polar angle sum to least, of
   * GeoWizard and diffusion-e2e-ft ({@code utils/normal_ensemble.py}); each vector v becomes v /
   * (|v| + 1e-5). Azimuths are averaged as they are, so that directions on both sides of the
   * negative x axis average to the positive one. It has no uncertainty.
   */
  GEOWIZARD
}
