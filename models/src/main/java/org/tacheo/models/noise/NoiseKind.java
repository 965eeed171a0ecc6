package org.tacheo.models.noise;

/** What the prediction's latent is before the first denoising step. */
public enum NoiseKind {
  /** Independent normal numbers. */
  GAUSSIAN,
  /** Normal numbers on several scales, as the fine-tuned models were tried with. */
  PYRAMID,
  /** Nothing. */
  ZEROS
}
