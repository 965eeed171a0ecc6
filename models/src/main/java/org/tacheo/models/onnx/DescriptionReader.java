package org.tacheo.models.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tacheo.core.NormalsConvention;
import org.tacheo.core.Problems;
import org.tacheo.core.Settings;
import org.tacheo.models.resample.Interpolation;

/** Reads the description of a network, strictly, reporting every problem. */
final class DescriptionReader {
  private static final int LARGEST_EXTENT = 16384;
  private static final int LARGEST_MULTIPLE = 1024;
  private static final int MOST_TOKENS = 1 << 20;
  private static final double LARGEST = 1e12;
  private static final String EXTRAS = "extra-inputs";

  private final Settings settings;
  private final Map<String, Object> values;

  /**
   * A reader.
   *
   * @param where how messages name the description
   * @param values what it says, by key
   */
  DescriptionReader(String where, Map<String, Object> values, Problems problems) {
    this.settings = new Settings(where, values, problems);
    this.values = values;
  }

  /** All that was read, with what was left out filled in. */
  Map<String, Object> resolved() {
    return settings.resolved();
  }

  /** The description; of no use if problems were reported. */
  Description read() {
    ImageInput input = input();
    Sizing sizing = sizing();
    Padding padding = padding(sizing);
    List<ExtraInput> extras = extras();
    Output output = output();
    Lens lens = lens();
    settings.finish();
    return new Description(input, sizing, padding, extras, lens, output);
  }

  private ImageInput input() {
    return new ImageInput(
        settings.text("input.name"),
        Words.choice(settings, "input.layout", Layout.NCHW),
        Words.choice(settings, "input.colours", ImageInput.Colours.RGB),
        settings.number("input.divide-by", 255, 1e-6, LARGEST),
        triple("input.mean", 0, -LARGEST),
        triple("input.std", 1, 1e-6));
  }

  private Sizing sizing() {
    Sizing.Policy policy = Words.choice(settings, "resize.to", Sizing.Policy.NATIVE);
    boolean sized =
        policy == Sizing.Policy.STRETCH
            || policy == Sizing.Policy.LOWER_BOUND
            || policy == Sizing.Policy.UPPER_BOUND;
    Sizing sizing =
        new Sizing(
            policy,
            sized ? required("resize.height", LARGEST_EXTENT) : 0,
            sized ? required("resize.width", LARGEST_EXTENT) : 0,
            policy == Sizing.Policy.TOKENS ? required("resize.tokens", MOST_TOKENS) : 0,
            (int) settings.whole("resize.multiple", 1, 1, LARGEST_MULTIPLE),
            Words.choice(settings, "resize.rounding", Sizing.Rounding.NEAREST),
            Words.choice(settings, "resize.interpolation", Interpolation.BILINEAR),
            Words.choice(settings, "resize.arithmetic", Sizing.Arithmetic.FLOAT));
    if (sizing.arithmetic() == Sizing.Arithmetic.PILLOW && sizing.filter().isEmpty()) {
      problem("resize.interpolation", "nearest, bilinear or bicubic, which are those of Pillow");
    }
    return sizing;
  }

  private Padding padding(Sizing sizing) {
    Padding.To to = Words.choice(settings, "pad.to", Padding.To.NOTHING);
    if (to == Padding.To.NOTHING) {
      return Padding.NONE;
    }
    if (to == Padding.To.SIZE && sizing.policy() != Sizing.Policy.UPPER_BOUND) {
      problem("pad.to", "size only with resize.to upper-bound, whose height and width it fills up");
    }
    Padding.Fill fill = Words.choice(settings, "pad.fill", Padding.Fill.COLOUR);
    return new Padding(
        to,
        sizing.height(),
        sizing.width(),
        to == Padding.To.MULTIPLE ? required("pad.multiple", LARGEST_MULTIPLE) : 1,
        Words.choice(settings, "pad.place", Padding.Place.CENTRE),
        fill,
        fill == Padding.Fill.COLOUR ? triple("pad.colour", 0, -LARGEST) : Padding.NONE.colour(),
        Words.choice(settings, "pad.when", Padding.When.BEFORE_NORMALISATION));
  }

  private List<ExtraInput> extras() {
    List<ExtraInput> extras = new ArrayList<>();
    for (String key : settings.blocks(EXTRAS)) {
      String name = key.substring(EXTRAS.length() + 1);
      if (values.get(key) instanceof String) {
        ExtraInput.Kind kind = Words.choice(settings, key, ExtraInput.Kind.CAMERA_MATRIX);
        extras.add(new ExtraInput(name, kind, 0));
      } else {
        double number = settings.number(key, 0, -LARGEST, LARGEST);
        extras.add(new ExtraInput(name, ExtraInput.Kind.NUMBER, number));
      }
    }
    return extras;
  }

  private Output output() {
    String name = settings.text("output.name");
    if (!settings.has("output.is")) {
      problem("output.is", "what the values are; see docs/onnx-estimators.md");
    }
    Meaning meaning = Words.choice(settings, "output.is", Meaning.RELATIVE_INVERSE_DEPTH);
    boolean normals = meaning == Meaning.NORMALS;
    return new Output(
        name,
        meaning,
        Words.choice(settings, "output.layout", Layout.NCHW),
        meaning.isVector()
            ? Output.Activation.NONE
            : Words.choice(settings, "output.activation", Output.Activation.NONE),
        normals ? 1 : settings.number("output.multiply-by", 1, 1e-9, LARGEST),
        Words.choice(settings, "output.interpolation", Interpolation.BILINEAR),
        meaning.isVector() ? Optional.empty() : clamp(meaning),
        meaning.isCanonical() ? settings.number("output.canonical-focal", 0, 0, LARGEST) : 0,
        normals ? convention() : NormalsConvention.OPENCV,
        meaning.isPoints()
            ? Words.choice(settings, "output.recover", Output.Recovery.NONE)
            : Output.Recovery.NONE,
        meaning.isVector() ? mask() : Optional.empty(),
        meaning.isPoints() ? metricScale(meaning) : Optional.empty(),
        meaning.isCanonical() ? name("output.field-of-view") : Optional.empty());
  }

  private Optional<Output.Range> clamp(Meaning meaning) {
    double low = settings.number("output.clamp[0]", -LARGEST, -LARGEST, LARGEST);
    double high = settings.number("output.clamp[1]", LARGEST, -LARGEST, LARGEST);
    boolean written = settings.has("output.clamp[0]");
    if (written != settings.has("output.clamp[1]") || low >= high) {
      problem("output.clamp", "two numbers, the lower first");
    }
    if (meaning.isInverted() && !(written && low > 0)) {
      problem(
          "output.clamp",
          "two numbers above 0, between which " + Words.of(meaning) + " is inverted");
    }
    return written ? Optional.of(new Output.Range(low, high)) : Optional.empty();
  }

  private NormalsConvention convention() {
    String id = settings.text("output.normals-convention", "");
    if (!NormalsConvention.ids().contains(id)) {
      String ids = String.join(", ", NormalsConvention.ids());
      problem("output.normals-convention", "one of " + ids + ", the frame of the normals");
      return NormalsConvention.OPENGL;
    }
    return NormalsConvention.of(id);
  }

  private Optional<Output.MaskRule> mask() {
    return name("output.mask")
        .map(
            mask ->
                new Output.MaskRule(
                    mask,
                    settings.number("output.mask-threshold", 0.5, -LARGEST, LARGEST),
                    Words.choice(settings, "output.outside-mask", Output.Outside.KEPT)));
  }

  private Optional<String> metricScale(Meaning meaning) {
    Optional<String> scale = name("output.metric-scale");
    if (meaning == Meaning.METRIC_POINTS && scale.isEmpty()) {
      problem("output.metric-scale", "the output that makes points metric");
    }
    return scale;
  }

  private Lens lens() {
    double degrees = settings.number("camera.assumed-field-of-view", 0, 1, 179);
    return new Lens(
        Optional.of(degrees).filter(given -> given > 0),
        Words.choice(settings, "camera.origin", Lens.Origin.CORNER));
  }

  private Optional<String> name(String key) {
    return Optional.of(settings.text(key, "")).filter(name -> !name.isEmpty());
  }

  private int required(String key, int most) {
    if (!settings.has(key)) {
      problem(key, "a whole number from 1 to " + most);
    }
    return (int) settings.whole(key, 1, 1, most);
  }

  private List<Double> triple(String key, double otherwise, double low) {
    long written = IntStream.range(0, 3).filter(i -> settings.has(key + "[" + i + "]")).count();
    if (written != 0 && written != 3) {
      problem(key, "three numbers: red, green, blue");
    }
    return IntStream.range(0, 3)
        .mapToObj(i -> settings.number(key + "[" + i + "]", otherwise, low, LARGEST))
        .toList();
  }

  private void problem(String key, String expected) {
    settings.problems().add(settings.where() + "." + key + ": expected " + expected);
  }
}
