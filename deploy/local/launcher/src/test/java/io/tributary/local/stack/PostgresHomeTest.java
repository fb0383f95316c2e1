package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresHomeTest {
  @TempDir private Path temporary;
  private StackLayout layout;

  @BeforeEach
  void directory() throws IOException {
    layout = new StackLayout(temporary, Files.createDirectory(temporary.resolve("home")));
  }

  @Test
  void serversKeepTheirPortsFromStartToStart() {
    int target = PostgresHome.of(layout).port(PostgresHome.TARGET);

    assertThat(PostgresHome.of(layout).port(PostgresHome.LEGACY)).isNotEqualTo(target);
    assertThat(PostgresHome.of(layout).port(PostgresHome.TARGET)).isEqualTo(target);
  }

  @Test
  void aPortThatSomebodyElseTookIsLeftToThem() throws IOException {
    int before = PostgresHome.of(layout).port(PostgresHome.TARGET);

    try (ServerSocket other = new ServerSocket(before, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(PostgresHome.of(layout).port(PostgresHome.TARGET))
          .isNotEqualTo(other.getLocalPort());
    }
  }
}
