/** ONNX graphs of the networks, built from their settings; the weights stay in the checkpoint. */
@NullMarked
package org.tacheo.models.graph;

import org.jspecify.annotations.NullMarked;
