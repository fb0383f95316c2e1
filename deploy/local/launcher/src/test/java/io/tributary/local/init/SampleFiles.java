package io.tributary.local.init;

import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Makes the SQLite files and the directory of the samples.
 *
 * @param home where they go
 */
record SampleFiles(Path home) {
  private static final Path SAMPLES =
      Path.of(System.getProperty("tributary.root"), "deploy/samples");

  /** The file of a sample, or of a schema among the fixtures. */
  Path sqlite(String name) throws IOException {
    SqliteProgram program = SqliteProgram.in(home);
    Path made = home.resolve("test.db");
    if (name.endsWith(".sql")) {
      program.load(name);
      return made;
    }
    if (name.endsWith("+broken")) {
      sqlite(name.replace("+broken", ""));
      program.load(name.replace("+", "-") + ".sql");
      return made;
    }
    Path sample = SAMPLES.resolve(name);
    if (Files.exists(sample.resolve("legacy.db.gz"))) {
      try (InputStream in =
          new GZIPInputStream(Files.newInputStream(sample.resolve("legacy.db.gz")))) {
        Files.copy(in, made);
      }
      return made;
    }
    for (String script : List.of("legacy.sql", "data.sql")) {
      program.run(Files.readString(sample.resolve(script)));
    }
    return made;
  }

  /** The directory that Chroma's server has written. */
  Path chroma() throws IOException {
    Path from = SAMPLES.resolve("stoic-emperor/chroma");
    Path to = home.resolve("vectors");
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path copy = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
    return to;
  }
}
