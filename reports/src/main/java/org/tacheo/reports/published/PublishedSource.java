package org.tacheo.reports.published;

/**
 * Where published numbers come from.
 *
 * @param tag a capital letter by which rows name it
 * @param title what it is
 * @param arxiv its arXiv id; empty where it has none
 * @param part the table or section read
 * @param rows which rows rest on it
 */
public record PublishedSource(String tag, String title, String arxiv, String part, String rows) {}
