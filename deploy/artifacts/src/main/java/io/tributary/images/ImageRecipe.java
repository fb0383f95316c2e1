package io.tributary.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in one image and how it is started.
 *
 * @param name such as {@code tributary-cdc}
 * @param layers what changes seldom first
 * @param bill the bill of materials that the build has made of these layers' libraries
 * @param entry the command; empty leaves the base's own
 * @param environment variables
 * @param port that it listens at; 0 for none
 * @param writable directories that it writes to, and that so are mounted where the rest is
 *     read-only
 * @param programs of the machine that it needs beside Java, by their path in the image
 */
record ImageRecipe(
    String name,
    List<ImageFiles> layers,
    Path bill,
    List<String> entry,
    Map<String, String> environment,
    int port,
    List<String> writable,
    Map<String, Path> programs) {

  /** The same with more variables. */
  ImageRecipe with(Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(environment);
    all.putAll(more);
    return new ImageRecipe(name, layers, bill, entry, all, port, writable, programs);
  }
}
