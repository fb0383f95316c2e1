package io.tributary.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The library inside of sqlite-jdbc as a file of its own. Else the driver unpacks it into the
 * temporary directory, from which a container may forbid to run anything.
 *
 * @param library the file
 */
record DriverLibrary(Path library) {
  private static final String PLACE = "/opt/tributary/native";
  private static final String NAME = "libsqlitejdbc.so";

  /** Tells the driver where it is. */
  static final String FLAG = "-Dorg.sqlite.lib.path=" + PLACE;

  /** Takes it out of the driver's jar, which is somewhere below a directory. */
  static DriverLibrary unpacked(Path jars, Path into) throws IOException {
    Path jar =
        jar(jars).orElseThrow(() -> new IllegalStateException(jars + " has no sqlite-jdbc."));
    String platform = System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x86_64";
    Files.createDirectories(into);
    Path library = into.resolve(NAME);
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("org/sqlite/native/Linux/" + platform + "/" + NAME);
      try (InputStream bytes = zip.getInputStream(entry)) {
        Files.copy(bytes, library, StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return new DriverLibrary(library);
  }

  /** Whether libraries have the driver. */
  boolean isIn(Path jars) throws IOException {
    return jar(jars).isPresent();
  }

  /** The layer with the file. */
  ImageFiles layer() {
    return new ImageFiles("driver", Map.of(PLACE + "/" + NAME, library));
  }

  private static Optional<Path> jar(Path jars) throws IOException {
    try (Stream<Path> files = Files.walk(jars)) {
      return files
          .filter(file -> file.getFileName().toString().matches("(.*\\.)?sqlite-jdbc-.*\\.jar"))
          .findFirst();
    }
  }
}
