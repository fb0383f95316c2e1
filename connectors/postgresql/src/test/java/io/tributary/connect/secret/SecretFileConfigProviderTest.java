package io.tributary.connect.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileConfigProviderTest {

  @TempDir private Path directory;

  @Test
  void replacesAPlaceholderWithAndWithoutAKey() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), " p:ä$x \n");
    assertThat(replaced("${file:" + file + ":value}")).isEqualTo(" p:ä$x ");
    assertThat(replaced("${file:" + file + ":}")).isEqualTo(" p:ä$x ");
  }

  @Test
  void dropsOneTrailingLineBreakOnly() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "a\n\r\n");
    assertThat(replaced("${file:" + file + ":value}")).isEqualTo("a\n");
  }

  @Test
  void namesTheFileThatCannotBeRead() {
    assertThatThrownBy(() -> replaced("${file:" + directory.resolve("missing") + ":value}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void refusesAnUnknownKeyWithoutShowingTheSecret() throws Exception {
    Path file = Files.writeString(directory.resolve("secret"), "hidden");
    assertThatThrownBy(() -> replaced("${file:" + file + ":password}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("password")
        .hasMessageNotContaining("hidden");
  }

  private static String replaced(String placeholder) {
    try (SecretFileConfigProvider provider = new SecretFileConfigProvider()) {
      return new ConfigTransformer(Map.of("file", provider))
          .transform(Map.of("key", placeholder))
          .data()
          .get("key");
    }
  }
}
