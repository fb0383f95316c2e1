package io.tributary.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Java runtime out of the JDK that runs this, with the modules that services, broker and Connect
 * need and without what draws.
 *
 * @param directory that holds it
 */
record JavaRuntime(Path directory) {
  private static final String MODULES =
      "java.se,jdk.crypto.ec,jdk.jfr,jdk.management,jdk.naming.dns,jdk.net,jdk.security.auth,"
          + "jdk.security.jgss,jdk.unsupported,jdk.zipfs";

  /** Libraries of java.desktop: they need the machine's for pictures and sound. */
  private static final List<String> DRAWING =
      List.of("awt", "font", "jawt", "jpeg", "lcms", "mlib", "splash", "jsound", "freetype");

  private static final String AUTHORITIES = "lib/security/cacerts";

  /**
   * Makes one. It has no archive of classes (CDS), which is another one each time it is made.
   *
   * @throws IllegalStateException where the JDK has no jlink or no modules
   */
  static JavaRuntime make(Path directory) throws IOException {
    Path home = Path.of(System.getProperty("java.home"));
    ToolOutput.required(
        List.of(
            home.resolve("bin/jlink").toString(),
            "--add-modules",
            MODULES,
            "--strip-java-debug-attributes",
            "--no-man-pages",
            "--no-header-files",
            "--compress=2",
            "--output",
            directory.toString()));
    // jlink's own are empty where a distribution keeps them elsewhere.
    Path authorities = directory.resolve(AUTHORITIES);
    Files.deleteIfExists(authorities);
    Files.copy(home.resolve(AUTHORITIES).toRealPath(), authorities);
    for (Path library : files(directory)) {
      String name = library.getFileName().toString();
      if (name.endsWith(".so") && DRAWING.stream().anyMatch(name::contains)) {
        Files.delete(library);
      }
    }
    return new JavaRuntime(directory);
  }

  /** The program and all libraries, which need libraries of the machine. */
  List<Path> natives() throws IOException {
    List<Path> natives = new ArrayList<>(List.of(directory.resolve("bin/java")));
    for (Path file : files(directory)) {
      if (file.toString().endsWith(".so")) {
        natives.add(file);
      }
    }
    return natives;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(path -> !Files.isSymbolicLink(path))
          .toList();
    }
  }
}
