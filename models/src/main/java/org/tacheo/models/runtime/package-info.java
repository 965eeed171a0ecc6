/** ONNX Runtime: devices, sessions, and the tensors that go in and come out. */
@NullMarked
package org.tacheo.models.runtime;

import org.jspecify.annotations.NullMarked;
