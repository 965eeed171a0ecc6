package org.tacheo.eval.result;

/**
 * A dataset as it was evaluated.
 *
 * @param id for example {@code nyuv2} or {@code rendered-nyuv2}
 * @param layout the published layout, which decides the protocol's rules
 * @param task id of the task that its ground truth serves
 * @param title its column on the leaderboard
 * @param n samples evaluated
 * @param expected samples of the whole split
 * @param splitDigest SHA-256 of the sorted ids found (form C1)
 * @param contentDigest SHA-256 of what the evaluated samples are made of; empty where nobody asked
 *     for it
 * @param comparable whether the whole split was evaluated, so that numbers may be compared with
 *     others
 */
public record DatasetInfo(
    String id,
    String layout,
    String task,
    String title,
    int n,
    int expected,
    String splitDigest,
    String contentDigest,
    boolean comparable) {}
