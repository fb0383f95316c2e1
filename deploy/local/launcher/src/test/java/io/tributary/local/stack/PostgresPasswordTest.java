package io.tributary.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPasswordTest {
  @TempDir Path directory;
  private PostgresHome home;

  @BeforeEach
  void letEverybodySearchTheHome() throws IOException {
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    home = PostgresHome.of(new StackLayout(directory, directory));
  }

  @Test
  void aPasswordIsMadeUpOnce() {
    String made = home.password(Optional.empty());
    assertThat(made).hasSizeGreaterThan(20);
    assertThat(home.password(Optional.empty())).isEqualTo(made);
  }

  @Test
  void aNewHomeTakesThePasswordThatIsGivenAndKeepsIt() {
    assertThat(home.password(Optional.of("tutorial"))).isEqualTo("tutorial");
    assertThat(home.password(Optional.empty())).isEqualTo("tutorial");
    assertThat(home.password(Optional.of("tutorial"))).isEqualTo("tutorial");
  }

  @Test
  void anotherPasswordThanTheServersHaveIsRefused() {
    String made = home.password(Optional.empty());
    assertThatThrownBy(() -> home.password(Optional.of("another")))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("postgres.password")
        .hasMessageNotContaining(made);
  }
}
