package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientPropertiesSourceTest {
  @TempDir Path directory;

  @Test
  void eachPropertyOfTheFileIsOneOfTheClients() throws IOException {
    SmallRyeConfig config = configured("security.protocol=SASL_SSL\n", Map.of());

    assertThat(config.getRawValue("kafka.security.protocol")).isEqualTo("SASL_SSL");
    assertThat(config.getPropertyNames()).contains("kafka.security.protocol");
  }

  @Test
  void aPasswordMayHoldDollarsAndBraces() throws IOException {
    SmallRyeConfig config = configured("sasl.jaas.config=password=\"a${b}$c$$d$\";\n", Map.of());

    assertThat(config.getValue("kafka.sasl.jaas.config", String.class))
        .isEqualTo("password=\"a${b}$c$$d$\";");
  }

  @Test
  void theEnvironmentWins() throws IOException {
    SmallRyeConfig config =
        configured("bootstrap.servers=file:1\n", Map.of("kafka.bootstrap.servers", "own:2"));

    assertThat(config.getValue("kafka.bootstrap.servers", String.class)).isEqualTo("own:2");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path missing = directory.resolve("missing.properties");

    assertThatThrownBy(() -> ClientPropertiesSource.read(missing))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining(missing.toString());
  }

  private SmallRyeConfig configured(String content, Map<String, String> environment)
      throws IOException {
    Path file = Files.writeString(directory.resolve("client.properties"), content);
    Map<String, String> own = new HashMap<>(environment);
    own.put(ClientPropertiesSource.FILE, file.toString());
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(own, "environment", 300))
        .withSources(new ClientPropertiesSource())
        .build();
  }
}
