package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.ProcessSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged cdc-service sends the worker's password to no other machine by plain HTTP. */
class ConnectByPlainHttpIT {
  @TempDir Path directory;

  @Test
  void endsTheStartWhereItIsOnAnotherMachine() throws Exception {
    // given
    ProcessSpec spec =
        TestStack.shared()
            .furtherInstance("cdc-service")
            .withEnvironment(Map.of("TRIBUTARY_CONNECT_URL", "http://connect.example:8083"));
    Path log = directory.resolve("service.log");
    ProcessBuilder builder =
        new ProcessBuilder(spec.command()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(spec.environment());
    Process process = builder.start();
    try {
      // then
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("has ended").isTrue();
      assertThat(process.exitValue()).isNotZero();
      assertThat(log)
          .content()
          .contains("Kafka Connect at http://connect.example:8083 is on another machine")
          .contains("tributary.connect.unencrypted=accepted");
    } finally {
      process.destroyForcibly();
    }
  }
}
