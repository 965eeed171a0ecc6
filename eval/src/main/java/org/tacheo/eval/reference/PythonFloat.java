package org.tacheo.eval.reference;

import java.math.BigDecimal;
import tools.jackson.core.io.NumberOutput;

/**
 * Python's {@code repr} of a normal float: the fewest digits that read back to the same double,
 * scientific for exponents below -4 or from 16 on.
 */
final class PythonFloat {
  private PythonFloat() {}

  static String repr(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String sign = Double.compare(value, 0) < 0 ? "-" : "";
    if (value == 0) {
      return sign + "0.0";
    }
    BigDecimal shortest =
        new BigDecimal(NumberOutput.toString(Math.abs(value), true)).stripTrailingZeros();
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale(); // value = 0.digits * 10^point
    return sign
        + (point > -4 && point <= 16 ? positional(digits, point) : scientific(digits, point - 1));
  }

  private static String positional(String digits, int point) {
    if (point <= 0) {
      return "0." + "0".repeat(-point) + digits;
    }
    if (point >= digits.length()) {
      return digits + "0".repeat(point - digits.length()) + ".0";
    }
    return digits.substring(0, point) + "." + digits.substring(point);
  }

  private static String scientific(String digits, int exponent) {
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String magnitude = String.valueOf(Math.abs(exponent));
    return mantissa
        + "e"
        + (exponent < 0 ? "-" : "+")
        + (magnitude.length() < 2 ? "0" : "")
        + magnitude;
  }
}
