package io.tributary.common.grant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a path leads once every symbolic link on the way is resolved. */
final class RealPath {
  private RealPath() {}

  /**
   * The real path; of what is not there, the real path of the nearest directory that is, and the
   * rest. Empty where a link leads nowhere: what would be found there later is not known.
   */
  static Optional<Path> of(Path path) {
    Path rest = Path.of("");
    for (Path known = path.toAbsolutePath(); known != null; known = known.getParent()) {
      try {
        return Optional.of(known.toRealPath().resolve(rest).normalize());
      } catch (IOException e) {
        if (Files.isSymbolicLink(known) || unreadable(known)) {
          return Optional.empty();
        }
        Path name = known.getFileName();
        rest = name == null ? rest : name.resolve(rest);
      }
    }
    return Optional.empty();
  }

  /** Why a path leads nowhere that can be seen, in words that follow it. */
  static String trouble(Path path) {
    String why = "where it leads cannot be seen";
    try {
      return "it leads to " + path.toRealPath() + " by now, and did not before";
    } catch (NoSuchFileException e) {
      return Files.isSymbolicLink(path)
          ? "it is a symbolic link to a file that does not exist"
          : why;
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).contains("symbolic links")
          ? "it is a symbolic link that leads back to itself; name the file itself"
          : why;
    }
  }

  /** It is there, and where it leads cannot be seen. */
  private static boolean unreadable(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
