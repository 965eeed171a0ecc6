package org.tacheo.models.checkpoint;

import java.util.List;

/**
 * The settings of a UNet2DConditionModel that move a number; those that it does not know are
 * refused when {@code config.json} is read.
 *
 * @param inChannels channels of its input
 * @param outChannels channels of its output
 * @param blockOutChannels channels of each level, finest first
 * @param downAttention whether the level going down has cross-attention, finest first
 * @param upAttention whether the level going up has cross-attention, coarsest first
 * @param layersPerBlock residual blocks of a level going down; one more going up
 * @param heads attention heads of each level, finest first ({@code attention_head_dim})
 * @param crossAttentionDim width of the text embedding
 * @param linearProjection whether attention projects with linear layers rather than convolutions
 * @param normGroups groups of the group norms
 * @param normEps epsilon of the group norms outside attention
 * @param flipSinToCos whether cosines come first in the time embedding
 * @param freqShift shift of the frequencies of the time embedding
 * @param classEmbeddingInput width of the input of a projected class embedding, 0 for none
 * @param upcastAttention whether attention overflows in half precision
 */
public record UNetConfig(
    int inChannels,
    int outChannels,
    List<Integer> blockOutChannels,
    List<Boolean> downAttention,
    List<Boolean> upAttention,
    int layersPerBlock,
    List<Integer> heads,
    int crossAttentionDim,
    boolean linearProjection,
    int normGroups,
    double normEps,
    boolean flipSinToCos,
    double freqShift,
    int classEmbeddingInput,
    boolean upcastAttention) {
  /** Copies the lists. */
  public UNetConfig {
    blockOutChannels = List.copyOf(blockOutChannels);
    downAttention = List.copyOf(downAttention);
    upAttention = List.copyOf(upAttention);
    heads = List.copyOf(heads);
  }
}
