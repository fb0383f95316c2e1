package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StackTableTest {
  @Test
  void alignsItsColumns() {
    // given
    StackLayout layout = new StackLayout(Path.of("/checkout"), Path.of("/home"));

    // when
    String table =
        StackTable.of(
            List.of(process("broker", "127.0.0.1:9092"), process("cdc-service", "x")), layout);

    // then
    assertThat(table.lines())
        .containsExactly(
            "PROCESS      ADDRESS         LOG",
            "broker       127.0.0.1:9092  /home/logs/broker.log",
            "cdc-service  x               /home/logs/cdc-service.log");
  }

  @Test
  void saysWhereTheConsoleIsAndWhatItAsksFor() {
    // given
    StackLayout layout = new StackLayout(Path.of("/checkout"), Path.of("/home"));
    StackAddresses addresses =
        new StackAddresses(
            "127.0.0.1:9092",
            true,
            Optional.empty(),
            URI.create("http://127.0.0.1:8083"),
            true,
            8080,
            8081,
            8082);

    // when, then
    assertThat(StackTable.console(addresses, layout))
        .isEqualTo(
            "The console is at http://127.0.0.1:8080/console/; sign in with the token in"
                + " /home/api.token.");
  }

  private static ProcessSpec process(String name, String address) {
    return new ProcessSpec(
        name,
        address,
        List.of("true"),
        Map.of("SECRET", "hidden"),
        "TERM",
        new ProcessReadiness.Made(Path.of("ready"), address),
        Duration.ofSeconds(1));
  }
}
