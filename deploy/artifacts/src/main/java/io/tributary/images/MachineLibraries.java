package io.tributary.images;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the libraries that programs of this machine need, their loader included. */
final class MachineLibraries {
  private static final Pattern FOUND =
      Pattern.compile("\\s*(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)");

  private MachineLibraries() {}

  /**
   * All of them, by the paths under which the loader looks for them; those not that are among the
   * programs themselves, as Java's libraries need each other.
   *
   * @throws IllegalStateException when one is not there
   */
  static SortedSet<Path> of(Collection<Path> programs) {
    Set<String> own = programs.stream().map(MachineLibraries::name).collect(Collectors.toSet());
    SortedSet<Path> libraries = new TreeSet<>();
    for (Path program : programs) {
      for (String line : ToolOutput.required(List.of("ldd", program.toString()))) {
        if (line.contains("not found") && !own.contains(line.strip().split(" ")[0])) {
          throw new IllegalStateException(program + " needs what is not there: " + line.strip());
        }
        Matcher found = FOUND.matcher(line);
        if (found.matches()) {
          libraries.add(Path.of(found.group(1)).normalize());
        }
      }
    }
    libraries.removeIf(library -> own.contains(name(library)));
    return libraries;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
