/** Estimators from any ready-made ONNX file and a description of how to feed it. */
@NullMarked
package org.tacheo.models.onnx;

import org.jspecify.annotations.NullMarked;
