package org.tacheo.models.diffusion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tacheo.core.ImageSize;
import org.tacheo.models.checkpoint.UNetConfig;
import org.tacheo.models.checkpoint.VaeConfig;
import org.tacheo.models.runtime.Tensor;

/** With the widths of Stable Diffusion. */
class BatchesTest {
  private static final ImageSize IMAGE = new ImageSize(576, 768);

  private static final UNetConfig UNET =
      new UNetConfig(
          8,
          4,
          List.of(320, 640, 1280, 1280),
          List.of(true, true, true, false),
          List.of(false, true, true, true),
          2,
          List.of(5, 10, 20, 20),
          1024,
          true,
          32,
          1e-5,
          true,
          0,
          0,
          false);

  private static final VaeConfig VAE =
      new VaeConfig(3, 3, 4, List.of(128, 256, 512, 512), 2, 32, 0.18215, true, true, true);

  private static Batches batches(int members, int given, long budget) {
    return new Batches(members, given, budget, UNET, VAE);
  }

  @Test
  void takesAsManyAsTheBudgetAllows() {
    Tensor latent = Tensor.zeros(1, 4, 72, 96);
    // 4 * 80 * 320 * 72 * 96 and 4 * 9 * 128 * 576 * 768 bytes for each.
    assertThat(batches(10, 0, 3 * 707_788_800L).ofDenoising(latent)).isEqualTo(3);
    assertThat(batches(10, 0, 3 * 2_038_431_744L - 1).ofDecoding(latent)).isEqualTo(2);
    assertThat(batches(2, 0, Long.MAX_VALUE).ofDecoding(latent)).isEqualTo(2);
    assertThat(batches(10, 0, 0).ofDecoding(latent)).isEqualTo(1);
    assertThat(batches(10, 4, 0).ofDecoding(latent)).isEqualTo(4);
  }

  @Test
  void saysWhichResolutionFitsTheBudget() {
    // A quarter of what a member takes: half the edge.
    assertThat(batches(1, 0, 2_038_431_744L / 4).remedy(IMAGE, 768))
        .isEqualTo(
            "a member takes about 2038 MB at a processing resolution of 768; set"
                + " processing-resolution: 384, at which it takes about 510 MB");
  }

  @Test
  void halvesTheMemoryWhereTheBudgetWasHeldAndNotEnough() {
    // 768 / sqrt(2) is 543.06, the multiple of 8 below it 536.
    assertThat(batches(1, 0, 1L << 40).remedy(IMAGE, 0)).contains("processing-resolution: 536,");
    assertThat(batches(1, 0, 0).remedy(IMAGE, 0)).contains("processing-resolution: 536,");
    assertThat(batches(1, 0, 1).remedy(IMAGE, 0)).contains("processing-resolution: 8,");
  }

  @Test
  void saysFirstThatFewerMembersFit() {
    assertThat(batches(10, 0, 1L << 40).remedy(IMAGE, 768))
        .contains("; set batch-size: 1 instead of 10 at once, or also processing-resolution: 536,");
    assertThat(batches(10, 0, 0).remedy(IMAGE, 768)).doesNotContain("batch-size");
    assertThat(batches(10, 2, 0).remedy(IMAGE, 768)).contains("batch-size: 1 instead of 2 at once");
  }
}
