package io.tributary.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of one layer.
 *
 * @param name of the layer, as it stands in the image's history
 * @param files by their path in the image; a directory stands for an empty one
 */
record ImageFiles(String name, Map<String, Path> files) {

  /** Keeps them in the order of their paths. */
  ImageFiles {
    files = new TreeMap<>(files);
  }

  /** A directory with all that is in it, links followed. */
  static ImageFiles of(String name, Path directory, String target) {
    return new ImageFiles(name, below(directory, target));
  }

  /** The same with another one's files. */
  ImageFiles with(Map<String, Path> more) {
    Map<String, Path> all = new TreeMap<>(files);
    all.putAll(more);
    return new ImageFiles(name, all);
  }

  /** The files below a directory, by their paths in an image. */
  static Map<String, Path> below(Path directory, String target) {
    Map<String, Path> found = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(directory)) {
      paths
          .filter(path -> !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
          .forEach(path -> found.put(target + "/" + directory.relativize(path), path));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read; is everything packaged?", e);
    }
    return found;
  }
}
