package io.tributary.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StateVersionTest {
  @Test
  void knowsTheNewestScriptOfTheStateSchema() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("../common/src/main/resources/db/tributary"))) {
      int newest =
          scripts
              .map(script -> script.getFileName().toString())
              .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .max()
              .orElseThrow();
      assertThat(StateVersion.NEWEST)
          .as("a script was added: raise NEWEST, or it is not run at existing targets")
          .isEqualTo(newest);
    }
  }
}
