package org.tacheo.reports.comparison;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How a value and its interval are printed. Bounds are rounded away from the value, so that the
 * printed interval holds the computed one; and a bound that is not equality never prints as
 * equality, however many digits that takes, so that the interval says what the verdict says.
 *
 * @param equal what two equal estimators give: 1 for a ratio, 0 for a difference, which has a sign
 * @param shift places by which the point is moved to the right; 2 for percent
 * @param digits behind the point, where these are enough
 */
record Figures(BigDecimal equal, int shift, int digits) {
  private static final int WIDEST = 9;
  private static final int SHORT = 4;
  private static final int PERCENT = 2;

  /** More digits a double does not have beside 1. */
  private static final int FINEST = 17;

  /** Of A/B. */
  static Figures ofRatio() {
    return new Figures(BigDecimal.ONE, 0, 3);
  }

  /** Of A−B: one digit more than the means have, since differences are small beside them. */
  static Figures ofDifference(String unit) {
    return switch (unit) {
      case "ratio", "fraction" -> new Figures(BigDecimal.ZERO, PERCENT, 2);
      case "x100", "degrees", "percent" -> new Figures(BigDecimal.ZERO, 0, 2);
      default -> new Figures(BigDecimal.ZERO, 0, 4);
    };
  }

  /** The value, half-even, and behind it its interval, if it has one, in brackets. */
  String text(Estimate.Ranged ranged) {
    Optional<Interval> interval = ranged.interval();
    if (interval.isEmpty()) {
      return value(ranged.value(), digits);
    }
    BigDecimal low = bound(interval.get().low(), RoundingMode.FLOOR);
    BigDecimal high = bound(interval.get().high(), RoundingMode.CEILING);
    int scale = Math.min(FINEST, Math.max(low.scale(), high.scale()));
    return value(ranged.value(), scale)
        + " ["
        + shown(low, RoundingMode.FLOOR)
        + ", "
        + shown(high, RoundingMode.CEILING)
        + "]";
  }

  private String value(double value, int scale) {
    BigDecimal exact = new BigDecimal(value).movePointRight(shift);
    return shown(exact.setScale(scale, RoundingMode.HALF_EVEN), RoundingMode.HALF_EVEN);
  }

  // From the shortest decimal that is this double: 0.3 must not become 0.31 for its last bit.
  private BigDecimal bound(double value, RoundingMode away) {
    BigDecimal exact = BigDecimal.valueOf(value).movePointRight(shift);
    BigDecimal printed = exact.setScale(digits, away);
    return printed.compareTo(equal) == 0 && exact.compareTo(equal) != 0
        ? equal.add(exact.subtract(equal).round(new MathContext(1, away)))
        : printed;
  }

  private String shown(BigDecimal printed, RoundingMode rounding) {
    boolean wide = printed.scale() == digits && printed.toPlainString().length() > WIDEST;
    BigDecimal some = wide ? printed.round(new MathContext(SHORT, rounding)) : printed;
    return (equal.signum() == 0 && some.signum() > 0 ? "+" : "") + some;
  }
}
