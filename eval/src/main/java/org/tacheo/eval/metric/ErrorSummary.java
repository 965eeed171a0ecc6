package org.tacheo.eval.metric;

/**
 * What the metrics of normals are made of: totals of the angular errors of a sample or of a whole
 * dataset.
 *
 * @param n number of pixels
 * @param sum of the errors, degrees
 * @param squares sum of the squared errors
 * @param median of the errors; of an even number the average of the two in the middle
 * @param below5 pixels with an error below 5 degrees, compared in float32
 * @param below7 the same below 7.5
 * @param below11 the same below 11.25
 * @param below22 the same below 22.5
 * @param below30 the same below 30
 */
public record ErrorSummary(
    long n,
    double sum,
    double squares,
    double median,
    long below5,
    long below7,
    long below11,
    long below22,
    long below30) {}
