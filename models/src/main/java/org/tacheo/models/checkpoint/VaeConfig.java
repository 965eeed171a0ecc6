package org.tacheo.models.checkpoint;

import java.util.List;

/**
 * The settings of an AutoencoderKL that move a number.
 *
 * @param inChannels channels of the image that goes in
 * @param outChannels channels of the image that comes out
 * @param latentChannels channels of a latent
 * @param blockOutChannels channels of each level, finest first
 * @param layersPerBlock residual blocks of a level of the encoder; one more in the decoder
 * @param normGroups groups of the group norms
 * @param scalingFactor what a latent is multiplied by
 * @param quantConv whether the encoder ends in a 1x1 convolution of the moments
 * @param postQuantConv whether the decoder begins with a 1x1 convolution of the latent
 * @param midAttention whether the middle has attention
 */
public record VaeConfig(
    int inChannels,
    int outChannels,
    int latentChannels,
    List<Integer> blockOutChannels,
    int layersPerBlock,
    int normGroups,
    double scalingFactor,
    boolean quantConv,
    boolean postQuantConv,
    boolean midAttention) {
  /** Copies the list. */
  public VaeConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
  }
}
