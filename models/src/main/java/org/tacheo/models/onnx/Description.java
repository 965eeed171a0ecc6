package org.tacheo.models.onnx;

import java.util.List;

/**
 * What there is to know of a network besides its file: what it wants to see and what it says.
 *
 * @param input where the picture goes in
 * @param sizing what size it has
 * @param padding what surrounds it
 * @param extras what else goes in
 * @param lens which camera took it
 * @param output what comes out
 */
record Description(
    ImageInput input,
    Sizing sizing,
    Padding padding,
    List<ExtraInput> extras,
    Lens lens,
    Output output) {
  Description {
    extras = List.copyOf(extras);
  }
}
