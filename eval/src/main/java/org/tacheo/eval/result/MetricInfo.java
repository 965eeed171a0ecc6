package org.tacheo.eval.result;

/**
 * A metric as a result file names it.
 *
 * @param id stable id, for example {@code abs_rel}
 * @param title name in the literature, for example {@code AbsRel}
 * @param unit unit of the value: {@code ratio}, {@code m}, {@code 1/m}, {@code fraction}, {@code
 *     log}, {@code x100}
 * @param higherIsBetter whether a larger value is better
 */
public record MetricInfo(String id, String title, String unit, boolean higherIsBetter) {}
