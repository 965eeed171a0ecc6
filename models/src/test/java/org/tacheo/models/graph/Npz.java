package org.tacheo.models.graph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tacheo.models.runtime.Tensor;

/** The single-precision and 64-bit arrays of an .npz file that NumPy wrote. */
final class Npz {
  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '<(f4|i8)', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\).*");

  private final Map<String, Tensor> arrays = new HashMap<>();

  private Npz() {}

  static Tensors read(String resource) {
    Npz npz = new Npz();
    try (InputStream bytes = Objects.requireNonNull(Npz.class.getResourceAsStream(resource));
        ZipInputStream zip = new ZipInputStream(bytes)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        npz.add(entry.getName().replace(".npy", ""), zip.readAllBytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Tensors(npz.arrays);
  }

  private void add(String name, byte[] npy) {
    ByteBuffer bytes = ByteBuffer.wrap(npy).order(ByteOrder.LITTLE_ENDIAN);
    int start = 10 + bytes.getShort(8);
    Matcher header =
        HEADER.matcher(new String(npy, 10, start - 10, StandardCharsets.US_ASCII).strip());
    if (header.matches()) {
      long[] shape =
          Arrays.stream(header.group(2).split("[, ]+")).mapToLong(Long::parseLong).toArray();
      Tensor tensor = Tensor.zeros(shape);
      bytes.position(start);
      for (int i = 0; i < tensor.size(); i++) {
        boolean floats = header.group(1).equals("f4");
        tensor.values().put(i, floats ? bytes.getFloat() : (float) bytes.getLong());
      }
      arrays.put(name, tensor);
    }
  }
}
