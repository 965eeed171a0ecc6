package org.tacheo.reports.leaderboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** Numbers as tables print them: the same on every machine, in every locale. */
public final class Decimals {
  private static final int WIDEST = 9;
  private static final MathContext SHORT = new MathContext(4, RoundingMode.HALF_EVEN);

  private Decimals() {}

  /**
   * A metric's value rounded half-even as papers print it: ratios and fractions in percent with one
   * decimal, what is x100 or percent by definition and angles with one, anything else with three.
   * The exact decimal expansion of the double is rounded, never a product that was rounded before.
   *
   * @return nothing if the value is not finite
   */
  public static Optional<BigDecimal> printed(double value, String unit) {
    if (!Double.isFinite(value)) {
      return Optional.empty();
    }
    BigDecimal exact = new BigDecimal(value);
    return Optional.of(
        switch (unit) {
          case "ratio", "fraction" -> exact.movePointRight(2).setScale(1, RoundingMode.HALF_EVEN);
          case "x100", "degrees", "percent" -> exact.setScale(1, RoundingMode.HALF_EVEN);
          default -> exact.setScale(3, RoundingMode.HALF_EVEN);
        });
  }

  /** The text of a printed value; one that would be very wide is shortened to four digits. */
  public static String text(BigDecimal printed) {
    String plain = printed.toPlainString();
    return plain.length() <= WIDEST ? plain : printed.round(SHORT).toString();
  }

  /** A sum of places divided by their number, two decimals. */
  static String mean(int sum, int count) {
    return BigDecimal.valueOf(sum)
        .divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_EVEN)
        .toPlainString();
  }
}
