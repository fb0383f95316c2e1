package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.InetAddress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InstanceIdSourceTest {
  private static final String KEY = "tributary.instance-id";

  @Test
  void twoMachinesHaveTwoNamesWithoutAnyVariable() throws Exception {
    SmallRyeConfig config = configured(Map.of("quarkus.http.port", "8081"));

    assertThat(config.getValue(KEY, String.class))
        .isEqualTo(InetAddress.getLocalHost().getHostName() + "-8081");
  }

  @Test
  void whatSomebodyWritesWins() {
    SmallRyeConfig config = configured(Map.of("quarkus.http.port", "8081", KEY, "own"));

    assertThat(config.getValue(KEY, String.class)).isEqualTo("own");
  }

  @Test
  void kafkaTakesTheNameOfAnyMachine() {
    assertThat(InstanceIdSource.id("büro pc", "1")).isEqualTo("b-ro-pc-1");
    assertThat(InstanceIdSource.id("x".repeat(500), "1")).hasSizeLessThan(249);
  }

  private static SmallRyeConfig configured(Map<String, String> written) {
    return new SmallRyeConfigBuilder()
        .addDefaultInterceptors()
        .withSources(new PropertiesConfigSource(written, "application", 250))
        .withSources(new InstanceIdSource())
        .build();
  }
}
