package org.tacheo.reports.comparison;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tacheo.eval.result.ResultJson;

/** A comparison as JSON. */
final class ComparisonJson {
  private ComparisonJson() {}

  static String of(
      String tacheo,
      String digest,
      Bootstrap bootstrap,
      List<Section> sections,
      List<String> remarks) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("manifest_digest", digest);
    object.put("tacheo", tacheo);
    object.put("interval", "percentile");
    object.put("resamples", bootstrap.resamples());
    object.put("confidence", bootstrap.confidence());
    object.put("seed", bootstrap.seed());
    object.put("fewest_scenes", bootstrap.fewestScenes());
    object.put(
        "comparisons",
        sections.stream()
            .flatMap(
                section -> section.contests().stream().map(contest -> fields(section, contest)))
            .toList());
    object.put("not_compared", remarks);
    return ResultJson.indented(object);
  }

  private static Map<String, Object> fields(Section section, Contest contest) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("protocol", section.protocol().id());
    fields.put("protocol_version", section.protocol().version());
    fields.put("metric", section.metric().id());
    fields.put("unit", section.metric().unit());
    fields.put("higher_is_better", section.metric().higherIsBetter());
    fields.put("leaderboard", id(section.board()));
    fields.put("dataset", contest.dataset().id());
    fields.put("comparable", contest.dataset().comparable());
    fields.put("partner", id(section.partner()));
    fields.put("a", contest.pair().a());
    fields.put("b", contest.pair().b());
    fields.put("oracle_a", section.oracles().contains(contest.pair().a()));
    fields.put("oracle_b", section.oracles().contains(contest.pair().b()));
    fields.put("dataset_images", contest.images());
    fields.put("left_out_a", fields(contest.leftOutA()));
    fields.put("left_out_b", fields(contest.leftOutB()));
    fields.put("images", contest.estimate().map(Estimate::images).orElse(0));
    contest.estimate().ifPresent(estimate -> addFields(fields, estimate));
    return fields;
  }

  private static Map<String, Object> fields(LeftOut leftOut) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("failed", leftOut.failed());
    fields.put("missing", leftOut.missing());
    fields.put("undefined", leftOut.undefined());
    return fields;
  }

  private static void addFields(Map<String, Object> fields, Estimate estimate) {
    fields.put("scenes", estimate.scenes());
    fields.put("drawn", id(estimate.drawn()));
    fields.put("mean_a", estimate.meanA());
    fields.put("mean_b", estimate.meanB());
    estimate.ratio().ifPresent(ratio -> addFields(fields, "ratio", ratio));
    addFields(fields, "difference", estimate.difference());
    fields.put("scenes_a_better", estimate.scenesBetter());
    fields.put("scenes_tied", estimate.scenesTied());
    fields.put("verdict", id(estimate.verdict()));
  }

  private static void addFields(Map<String, Object> fields, String name, Estimate.Ranged ranged) {
    fields.put(name, ranged.value());
    Optional<Interval> interval = ranged.interval();
    interval.ifPresent(
        some -> {
          fields.put(name + "_low", some.low());
          fields.put(name + "_high", some.high());
        });
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
