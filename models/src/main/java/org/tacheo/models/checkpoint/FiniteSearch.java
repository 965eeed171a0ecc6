package org.tacheo.models.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.tacheo.core.DataException;

/**
 * Looks for elements that are not finite: in IEEE 754 those with all bits of the exponent set. Each
 * file is read once, from its beginning to its end; elements of two bytes are looked at in pairs.
 */
final class FiniteSearch {
  private static final int READ_AT_ONCE = 1 << 20;

  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(READ_AT_ONCE).order(ByteOrder.LITTLE_ENDIAN);
  private final int[] words = new int[READ_AT_ONCE / Integer.BYTES];

  /** How one word holds the exponents of one or two elements. */
  private enum Form {
    SINGLE(1, 0x8000_0000, 0x7f80_0000),
    BRAIN(2, 0x8000_8000, 0x7f80_7f80),
    HALF(2, 0x8000_8000, 0x7c00_7c00);

    private final int elements;
    private final int signs;
    private final int exponents;

    /** Added to a full exponent, and to no other, it sets the sign; it never reaches further. */
    private final int ones;

    Form(int elements, int signs, int exponents) {
      this.elements = elements;
      this.signs = signs;
      this.exponents = exponents;
      this.ones = signs - exponents;
    }

    static Optional<Form> of(ElementType type) {
      return switch (type) {
        case F32 -> Optional.of(SINGLE);
        case BF16 -> Optional.of(BRAIN);
        case F16 -> Optional.of(HALF);
        default -> Optional.empty();
      };
    }

    /** The signs of elements that are not finite. */
    int found(int word) {
      return (word & exponents) + ones & signs;
    }

    /** The same over the first words of an array; a loop without branches. */
    int found(int[] words, int count) {
      int found = 0;
      for (int i = 0; i < count; i++) {
        found |= (words[i] & exponents) + ones;
      }
      return found & signs;
    }

    /** The place in a word of its first element that is not finite; the lower half comes first. */
    int first(int word) {
      return elements > 1 && (found(word) & 0xffff) == 0 ? 1 : 0;
    }

    /** What such an element is. */
    float value(int word, int place) {
      int top = word << (elements > 1 && place == 0 ? 16 : 0);
      int mask = elements > 1 ? 0x7fff_0000 : 0x7fff_ffff;
      if ((top & mask & ~exponents) != 0) {
        return Float.NaN;
      }
      return top < 0 ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    }
  }

  /** The tensors with such an element, file by file; types of whole numbers are left out. */
  static List<NotFinite> in(Collection<StoredTensor> tensors) {
    Map<Path, List<StoredTensor>> byFile =
        tensors.stream()
            .sorted(Comparator.comparingLong(StoredTensor::offset))
            .collect(Collectors.groupingBy(StoredTensor::file, TreeMap::new, Collectors.toList()));
    FiniteSearch search = new FiniteSearch();
    List<NotFinite> found = new ArrayList<>();
    byFile.forEach((file, inside) -> found.addAll(search.in(file, inside)));
    return List.copyOf(found);
  }

  private List<NotFinite> in(Path file, List<StoredTensor> tensors) {
    List<NotFinite> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (StoredTensor tensor : tensors) {
        Optional<Form> form = Form.of(tensor.type());
        if (form.isPresent()) {
          in(channel, tensor, form.get()).ifPresent(found::add);
        }
      }
    } catch (IOException failed) {
      throw new DataException(
          file + ": cannot be read (" + failed + "); check the disk, or download it again", failed);
    }
    return found;
  }

  private Optional<NotFinite> in(FileChannel channel, StoredTensor tensor, Form form)
      throws IOException {
    for (long done = 0; done < tensor.bytes(); done += READ_AT_ONCE) {
      int length = (int) Math.min(READ_AT_ONCE, tensor.bytes() - done);
      int count = read(channel, tensor.offset() + done, length);
      if (form.found(words, count) != 0) {
        return Optional.of(first(tensor, form, done / Integer.BYTES * form.elements));
      }
    }
    return Optional.empty();
  }

  /** Half a word at the end is filled up with zeros, which are finite. */
  private int read(FileChannel channel, long offset, int length) throws IOException {
    bytes.clear().limit(length);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, offset + bytes.position()) < 0) {
        throw new EOFException("it became shorter");
      }
    }
    int count = (length + Integer.BYTES - 1) / Integer.BYTES;
    bytes.limit(count * Integer.BYTES);
    while (bytes.hasRemaining()) {
      bytes.put((byte) 0);
    }
    bytes.flip().asIntBuffer().get(words, 0, count);
    return count;
  }

  private NotFinite first(StoredTensor tensor, Form form, long before) {
    int at = 0;
    while (form.found(words[at]) == 0) {
      at++;
    }
    int place = form.first(words[at]);
    return new NotFinite(
        tensor, before + (long) at * form.elements + place, form.value(words[at], place));
  }
}
