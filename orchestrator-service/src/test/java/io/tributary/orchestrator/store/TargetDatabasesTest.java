package io.tributary.orchestrator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TargetDatabasesTest {
  @Test
  void knowsTheNewestScriptOfTheStateSchema() throws IOException {
    try (Stream<Path> scripts = Files.list(Path.of("../common/src/main/resources/db/tributary"))) {
      int newest =
          scripts
              .map(script -> script.getFileName().toString())
              .mapToInt(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
              .max()
              .orElseThrow();
      assertThat(TargetDatabases.NEWEST)
          .as("a script was added: raise Targets.NEWEST, or it is not run at existing targets")
          .isEqualTo(newest);
    }
  }
}
