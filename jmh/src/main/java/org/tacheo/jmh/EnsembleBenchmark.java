package org.tacheo.jmh;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tacheo.core.ImageSize;
import org.tacheo.models.ensemble.DepthEnsemble;
import org.tacheo.models.ensemble.Ensembled;
import org.tacheo.models.ensemble.Invariance;
import org.tacheo.models.ensemble.Method;
import org.tacheo.models.ensemble.Reduction;

/**
 * Ten members of 576x768 made into one on two threads, the same members to the byte as {@code
 * jmh/side-by-side/ensemble_depth.py} gives to diffusers.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class EnsembleBenchmark {
  private static final ImageSize SIZE = new ImageSize(576, 768);
  private static final int MEMBERS = 10;
  private static final int THREADS = 2;

  /** What is ensembled. */
  public enum Kind {
    /** Members that nearly reach 0, where the published optimiser finds slopes to follow. */
    NEAR(1500, "27226ebdeed07a1543da460d05d757c4205d0c22c8c8ec3cd31e81f48da356be"),
    /** Members that stay away from 0, where rounding makes all its slopes 0. */
    FAR(14_000, "6909b82d131b66178d664f4ee8c96837eb876637c2e55460739f4f212c19bb52");

    private final int offset;
    private final String digest;

    Kind(int offset, String digest) {
      this.offset = offset;
      this.digest = digest;
    }
  }

  /** What is ensembled. */
  @Param({"NEAR", "FAR"})
  public Kind kind = Kind.NEAR;

  /** How. */
  @Param({"CLOSED_FORM", "DIFFUSERS", "MARIGOLD", "MARIGOLD_V0"})
  public Method method = Method.CLOSED_FORM;

  /** How members become one. */
  @Param("MEDIAN")
  public Reduction reduction = Reduction.MEDIAN;

  private float[][] members = {};
  private DepthEnsemble ensemble = DepthEnsemble.of(method, reduction, Invariance.AFFINE);

  /** Makes the members. */
  @Setup
  public void prepare() throws NoSuchAlgorithmException {
    members = new float[MEMBERS][];
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    for (int i = 0; i < MEMBERS; i++) {
      members[i] = member(i, kind.offset);
      ByteBuffer bytes = ByteBuffer.allocate(4 * SIZE.pixels()).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(members[i]);
      sha256.update(bytes);
    }
    String digest = HexFormat.of().formatHex(sha256.digest());
    if (!digest.equals(kind.digest)) {
      throw new IllegalStateException("not the members of the side-by-side script: " + digest);
    }
    ensemble = DepthEnsemble.of(method, reduction, Invariance.AFFINE);
  }

  private static float[] member(int i, int offset) {
    float[] member = new float[SIZE.pixels()];
    for (int p = 0; p < member.length; p++) {
      int y = p / SIZE.width();
      int x = p % SIZE.width();
      int base = 3 * Math.abs(x % 200 - 100) + 2 * Math.abs(y % 160 - 80) + (x + 2 * y) / 4;
      int noise = (7919 * x + 104_729 * y + 15_485_863 * i) % 2001 - 1000;
      int scaled = base * (32 + 3 * (7 * i % 10));
      member[p] = (scaled + offset + 300 * (3 * i % 10) + noise) / 65_536f;
    }
    return member;
  }

  /** The whole of it. */
  @Benchmark
  public Ensembled ensemble() {
    return ensemble.ensemble(members, SIZE, THREADS);
  }
}
