package io.tributary.common.grant;

import io.tributary.common.error.TributaryException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Programs that migration files may name. One that is granted by its own name or path is run under
 * it, wherever it leads; one that is granted by a directory has to be in there really.
 *
 * @param granted names, paths of programs, and directories of programs
 * @param path where names are looked for: a PATH
 * @param withheld no programs, whatever is granted
 */
record GrantedPrograms(List<String> granted, String path, List<Path> withheld) {

  /**
   * The absolute path to run; of a program that is not there, where it would be.
   *
   * @throws TributaryException {@link GrantError#REFUSED}
   */
  Path require(String named) {
    Path program = place(named).orElse(Path.of(named));
    for (String grant : granted) {
      Path at = place(grant).orElse(null);
      if (at != null && Files.isDirectory(at)) {
        Optional<Path> real = RealPath.of(program);
        if (real.isPresent() && directory(at).grants(real.get())) {
          return real.get();
        }
      } else if (grant.equals(named) || (at != null && sameEntry(at, program))) {
        return at == null ? program : at;
      }
    }
    throw GrantError.REFUSED.of(
        GrantKey.PROGRAMS,
        named,
        granted.isEmpty() ? "no program is granted" : "granted is " + String.join(", ", granted));
  }

  private GrantedPaths directory(Path directory) {
    return new GrantedPaths(GrantKey.PROGRAMS, List.of(directory), withheld);
  }

  /** The same name in what is really the same directory, so that links to others do not count. */
  private static boolean sameEntry(Path one, Path other) {
    return entry(one).isPresent() && entry(one).equals(entry(other));
  }

  private static Optional<Path> entry(Path path) {
    Path parent = path.getParent();
    Path name = path.getFileName();
    return parent == null || name == null
        ? Optional.empty()
        : RealPath.of(parent).map(real -> real.resolve(name));
  }

  /** An absolute path as it is, a name where PATH has it first. */
  private Optional<Path> place(String named) {
    if (named.contains("/")) {
      return Optional.of(Path.of(named)).filter(Path::isAbsolute).map(Path::normalize);
    }
    List<Path> places = new ArrayList<>();
    for (String directory : path.split(File.pathSeparator, -1)) {
      if (directory.startsWith("/")) {
        places.add(Path.of(directory, named));
      }
    }
    return places.stream().filter(GrantedPrograms::executable).findFirst();
  }

  private static boolean executable(Path program) {
    return Files.isRegularFile(program) && Files.isExecutable(program);
  }
}
