package org.tacheo.models.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tacheo.core.Content;
import org.tacheo.core.Estimator;
import org.tacheo.core.EstimatorType;
import org.tacheo.core.PredictionKind;
import org.tacheo.core.Problems;
import org.tacheo.core.SampleId;
import org.tacheo.core.Settings;
import org.tacheo.core.SpecException;
import org.tacheo.models.runtime.Engine;
import org.tacheo.models.runtime.Session;

/**
 * Ready-made ONNX files, with a description of what each wants to see and what it says.
 *
 * <p>Settings:
 *
 * <ul>
 *   <li>{@code model}, the ONNX file;
 *   <li>{@code description}, the YAML file that describes it, by default the one beside the model
 *       that ends in {@code .yaml} instead of {@code .onnx}.
 * </ul>
 */
public final class OnnxType implements EstimatorType {
  private final Supplier<Engine> engine;
  private final Function<String, List<Path>> places;

  /**
   * The type.
   *
   * @param engine gives what networks run on; asked when an estimator is opened
   * @param places where a file may lie that a suite names, at least one; the first that is there
   *     counts
   */
  public OnnxType(Supplier<Engine> engine, Function<String, List<Path>> places) {
    this.engine = engine;
    this.places = places;
  }

  @Override
  public String typeName() {
    return "onnx";
  }

  @Override
  public String description() {
    return "an ONNX file with a description of its inputs and outputs";
  }

  @Override
  public Opener read(Settings settings) {
    String model = settings.location("model");
    String beside = model.replaceFirst("\\.onnx$", "") + ".yaml";
    String text = settings.location("description", beside);
    String where = settings.where() + ".description";
    Problems problems = settings.problems();
    try {
      List<Path> looked = places.apply(model);
      Path file = found(places.apply(text));
      if (!settings.has("description") && !Files.exists(file) && absent(looked).isPresent()) {
        throw new SpecException(settings.where() + ".model: " + absent(looked).get());
      }
      int before = problems.found().size();
      DescriptionReader reader =
          new DescriptionReader(where, Yaml.scalars(text(file, where), where, problems), problems);
      Description description = reader.read();
      reader.resolved().forEach((key, value) -> settings.state("description." + key, value));
      return problems.found().size() > before
          ? broken(description.output().meaning().kind(), "its description has problems")
          : new ModelOpener(engine, looked, file, description);
    } catch (SpecException bad) {
      problems.add(String.valueOf(bad.getMessage()));
      return broken(PredictionKind.AFFINE_INVARIANT_DISPARITY, String.valueOf(bad.getMessage()));
    }
  }

  /** The first that is there, else the last. */
  private static Path found(List<Path> looked) {
    return looked.stream()
        .filter(Files::exists)
        .findFirst()
        .orElseGet(() -> looked.get(looked.size() - 1));
  }

  /** What is missing if none is there, where it was looked for and what to do. */
  private static Optional<String> absent(List<Path> looked) {
    if (looked.stream().anyMatch(Files::exists)) {
      return Optional.empty();
    }
    String all =
        looked.stream()
            .map(path -> path.toAbsolutePath().normalize().toString())
            .distinct()
            .collect(Collectors.joining(" and "));
    return Optional.of(
        looked.get(looked.size() - 1)
            + ": no such ONNX file; looked for "
            + all
            + "; put it there, or name the folder that holds it with --models; notes on where models"
            + " can be had are in docs/examples/onnx");
  }

  private static Opener broken(PredictionKind kind, String why) {
    return Opener.of(
        kind,
        () -> {
          throw new SpecException(why);
        });
  }

  private static String text(Path file, String where) {
    try {
      if (Files.size(file) > Yaml.MAX_LENGTH) {
        throw new SpecException(where + ": " + file + " is too long for a description");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (IOException unreadable) {
      throw new SpecException(
          where
              + ": "
              + file
              + " cannot be read ("
              + unreadable
              + "); write one, see docs/onnx-estimators.md");
    }
  }

  /** Opens one model. */
  private record ModelOpener(
      Supplier<Engine> engine, List<Path> looked, Path file, Description described)
      implements Opener {
    @Override
    public PredictionKind kind() {
      return described.output().meaning().kind();
    }

    @Override
    public Optional<String> missing() {
      return absent(looked);
    }

    private Path model() {
      return found(looked);
    }

    // Reasons of failures are results: they name the file, not where it lies.
    @Override
    public Estimator open() {
      Path model = model();
      ModelFile.check(model);
      Session session = engine.get().open(model, String.valueOf(model.getFileName()));
      try {
        return new OnnxEstimator(session, described);
      } catch (RuntimeException refused) {
        session.close();
        throw refused;
      }
    }

    @Override
    public Content content(Map<SampleId, String> samples) {
      Path model = model();
      List<Content.Part> parts = new ArrayList<>();
      Map<String, Path> weights = new TreeMap<>(ModelFile.check(model));
      parts.add(FilePart.of("description", file));
      parts.add(FilePart.of("model", model));
      weights.forEach((name, weight) -> parts.add(FilePart.of("model/" + name, weight)));
      return new Content(parts);
    }
  }
}
