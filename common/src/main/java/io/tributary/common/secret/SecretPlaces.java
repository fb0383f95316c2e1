package io.tributary.common.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where secrets, and the files of encrypted connections, may be kept. */
public interface SecretPlaces {
  /**
   * Does nothing where the variable may be read.
   *
   * @throws io.tributary.common.error.TributaryException when a migration file may not name it
   */
  void requireVariable(String name);

  /**
   * The text of a file.
   *
   * @throws IOException when it cannot be read
   * @throws io.tributary.common.error.TributaryException when a migration file may not name it
   */
  String text(String path) throws IOException;

  /**
   * Where a file with certificates or a key really is, to be given to a client of a database.
   *
   * @throws io.tributary.common.error.TributaryException when a migration file may not name it
   */
  String tlsFile(String path);

  /** Every place: of secrets that a service's own configuration names, and nobody else. */
  SecretPlaces OF_CONFIGURATION =
      new SecretPlaces() {
        @Override
        public void requireVariable(String name) {
          // Whoever configures the service has its environment in hand.
        }

        @Override
        public String text(String path) throws IOException {
          return Files.readString(Path.of(path));
        }

        @Override
        public String tlsFile(String path) {
          return path;
        }
      };
}
