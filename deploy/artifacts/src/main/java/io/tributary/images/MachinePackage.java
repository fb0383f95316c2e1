package io.tributary.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A package of this machine's distribution, some of whose files are in an image.
 *
 * @param name of it
 * @param version as the distribution counts
 * @param architecture such as {@code amd64}
 */
record MachinePackage(String name, String version, String architecture) {

  /** Those that files belong to; none where the distribution is not one of Debian's kind. */
  static List<MachinePackage> of(Collection<Path> files) {
    if (!Files.isExecutable(Path.of("/usr/bin/dpkg-query"))) {
      return List.of();
    }
    SortedMap<String, MachinePackage> packages = new TreeMap<>();
    for (Path file : files) {
      owner(file)
          .ifPresent(
              name ->
                  packages.computeIfAbsent(
                      name,
                      unknown -> {
                        String[] parts =
                            ToolOutput.required(
                                    List.of(
                                        "dpkg-query",
                                        "-W",
                                        "-f",
                                        "${Package} ${Version} ${Architecture}\n",
                                        name))
                                .get(0)
                                .split(" ");
                        return new MachinePackage(parts[0], parts[1], parts[2]);
                      }));
    }
    return List.copyOf(packages.values());
  }

  /** Its package URL, by which scanners know it. */
  String url() {
    return "pkg:deb/%s/%s@%s?arch=%s"
        .formatted(distribution(), name, version.replace("+", "%2B"), architecture);
  }

  private static String distribution() {
    try (Stream<String> lines = Files.lines(Path.of("/etc/os-release"))) {
      return lines
          .filter(line -> line.startsWith("ID="))
          .map(line -> line.substring(3).replace("\"", ""))
          .findFirst()
          .orElse("debian");
    } catch (IOException e) {
      throw new UncheckedIOException("/etc/os-release cannot be read.", e);
    }
  }

  /** Its licence, which goes where its files go. */
  Optional<Path> licence() {
    return Optional.of(Path.of("/usr/share/doc", name, "copyright")).filter(Files::isRegularFile);
  }

  /** Directories of a merged /usr have two names, and packages use either. */
  private static Optional<String> owner(Path file) {
    String path = file.toString();
    String other = path.startsWith("/usr/") ? path.substring(4) : "/usr" + path;
    for (String spelled : List.of(path, other)) {
      ToolOutput found = ToolOutput.of(List.of("dpkg-query", "-S", spelled));
      Optional<String> owner =
          found.lines().stream()
              .filter(line -> line.endsWith(": " + spelled) && !line.startsWith("diversion "))
              .map(line -> line.substring(0, line.lastIndexOf(": ")).split(",")[0].strip())
              .findFirst();
      if (owner.isPresent()) {
        return owner;
      }
    }
    return Optional.empty();
  }
}
