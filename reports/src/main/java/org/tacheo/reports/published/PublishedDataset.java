package org.tacheo.reports.published;

/**
 * A dataset that published rows report.
 *
 * @param layout its layout, as result files name it
 * @param title its column
 */
public record PublishedDataset(String layout, String title) {}
