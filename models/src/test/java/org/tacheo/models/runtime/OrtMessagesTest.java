package org.tacheo.models.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tacheo.core.TacheoException;

/** Messages as ONNX Runtime 1.28 and 1.29 word them. */
class OrtMessagesTest {
  private static OrtException failure(String message) {
    return new OrtException(OrtException.OrtErrorCode.ORT_FAIL, message);
  }

  @Test
  void dropsThePlacesInItsSource() {
    assertThat(
            OrtMessages.line(
                failure(
                    "Non-zero status code returned while running Reshape node. Name:'' Status"
                        + " Message: /onnxruntime_src/onnxruntime/core/providers/cpu/tensor/"
                        + "reshape_helper.h:45 onnxruntime::ReshapeHelper::ReshapeHelper(const"
                        + " onnxruntime::TensorShape&, onnxruntime::TensorShapeVector&, bool)"
                        + " input_shape_size == size was false. The input tensor cannot be"
                        + " reshaped to the requested shape. Input shape:{5}\nsecond line")))
        .isEqualTo(
            "Non-zero status code returned while running Reshape node. Name:'' Status Message:"
                + " input_shape_size == size was false. The input tensor cannot be reshaped to the"
                + " requested shape. Input shape:{5}");
  }

  @Test
  void namesTheLibraryThatIsMissing() {
    OrtException failed =
        failure(
            "Failed to load library /tmp/libonnxruntime_providers_cuda.so with error:"
                + " libcublasLt.so.12: cannot open shared object file: No such file or directory");
    assertThat(OrtMessages.missingLibrary(failed)).isEqualTo(Optional.of("libcublasLt.so.12"));
    assertThat(OrtMessages.missingLibrary(failure("no such thing"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "std::bad_alloc",
        "/a/bfc_arena.cc:359 void* onnxruntime::BFCArena::AllocateRawInternal(size_t, bool)"
            + " Failed to allocate memory for requested buffer of size 123",
        "CUDA failure 2: out of memory ; GPU=0"
      })
  void knowsWantOfMemory(String message) {
    TacheoException failed = OrtMessages.failure("net", "cannot be run", failure(message));
    assertThat(failed).isInstanceOf(MemoryExhaustedException.class);
    assertThat(failed).hasMessageStartingWith("net cannot be run: ");
    assertThat(failed).hasMessageNotContaining(".cc");
  }

  @Test
  void saysSomethingEvenWhereNothingIsLeft() {
    assertThat(OrtMessages.line(failure(""))).isNotEmpty();
    assertThat(OrtMessages.line(failure("/a/b.cc:1 "))).isNotEmpty();
  }
}
