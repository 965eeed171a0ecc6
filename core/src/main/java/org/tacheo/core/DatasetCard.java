package org.tacheo.core;

/**
 * What is known of a dataset before any file is opened.
 *
 * @param id as suites and the command line name it, for example {@code nyuv2} or {@code
 *     rendered-nyuv2}
 * @param layout the published layout it follows, which decides the protocol's rules: {@code nyuv2},
 *     {@code kitti}, {@code eth3d}, {@code scannet}, {@code diode}, or of normals {@code
 *     nyuv2-normals}, {@code nyuv2-normals-marigold} and so on
 * @param task what its ground truth is
 * @param title display name, for example {@code NYUv2}
 * @param archive where its archive lies, relative to the data folder
 * @param summary content and split in one sentence
 * @param access how to get the data
 * @param terms licence or terms of use
 */
public record DatasetCard(
    String id,
    String layout,
    Task task,
    String title,
    String archive,
    String summary,
    String access,
    String terms) {}
