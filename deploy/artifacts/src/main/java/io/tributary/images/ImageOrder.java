package io.tributary.images;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What images are asked for.
 *
 * @param root the checkout, with all modules packaged
 * @param out where the tarballs go
 * @param base what the images are laid on: a reference that Jib takes, or empty for a root file
 *     system out of this machine's programs
 * @param strimzi Strimzi's image that the connectors are laid on as well; empty for none
 * @param tag of each image
 * @param created the time of every file and of the images
 */
record ImageOrder(
    Path root,
    Path out,
    Optional<String> base,
    Optional<String> strimzi,
    String tag,
    Instant created) {
  private static final String MACHINE = "machine";

  /**
   * Reads {@code --name=value}.
   *
   * @throws IllegalArgumentException when one is missing, or is no such argument
   */
  static ImageOrder parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      if (!argument.startsWith("--") || equals < 0) {
        throw new IllegalArgumentException(argument + " is not of the form --name=value.");
      }
      values.put(argument.substring(2, equals), argument.substring(equals + 1));
    }
    return new ImageOrder(
        Path.of(value(values, "root")),
        Path.of(value(values, "out")),
        Optional.of(value(values, "base")).filter(base -> !base.equals(MACHINE)),
        Optional.ofNullable(values.get("strimzi")).filter(image -> !image.isBlank()),
        value(values, "tag"),
        Instant.parse(value(values, "created")));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("--" + name + " is missing.");
    }
    return value;
  }
}
