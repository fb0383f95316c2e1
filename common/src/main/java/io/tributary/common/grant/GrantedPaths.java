package io.tributary.common.grant;

import io.tributary.common.error.TributaryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Directories below which migration files may name something. What is compared is where a path
 * really leads, and that is what is to be opened; links on the way there are not looked at again.
 *
 * @param key grants them
 * @param directories as they are configured
 * @param withheld files and directories below them that are not granted all the same
 */
record GrantedPaths(GrantKey key, List<Path> directories, List<Path> withheld) {

  /**
   * Where a path really leads.
   *
   * @throws TributaryException {@link GrantError#REFUSED} where that is not below a directory
   */
  Path require(String named) {
    Path real = real(named);
    if (!covers(real)) {
      String leads = real.equals(Path.of(named)) ? "it is" : "it leads to " + real + ", which is";
      throw GrantError.REFUSED.of(key, named, leads + " not below " + places());
    }
    if (below(real, withheld)) {
      throw GrantError.REFUSED.of(key, named, "it belongs to the service itself");
    }
    return real;
  }

  /** Whether a real path is below one of the directories and not withheld. */
  boolean grants(Path real) {
    return covers(real) && !below(real, withheld);
  }

  private boolean covers(Path real) {
    return below(real, directories);
  }

  private Path real(String named) {
    try {
      Path path = Path.of(named);
      Optional<Path> real = RealPath.of(path);
      return real.orElseThrow(() -> GrantError.REFUSED.of(key, named, RealPath.trouble(path)));
    } catch (InvalidPathException e) {
      throw GrantError.REFUSED.of(key, named, "it is no path");
    }
  }

  private String places() {
    return directories.isEmpty()
        ? "any directory, because none is granted"
        : directories.stream().map(Path::toString).reduce((a, b) -> a + ", " + b).orElseThrow();
  }

  private static boolean below(Path real, List<Path> places) {
    return places.stream().flatMap(place -> RealPath.of(place).stream()).anyMatch(real::startsWith);
  }
}
