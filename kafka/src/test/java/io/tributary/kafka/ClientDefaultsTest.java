package io.tributary.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every client of the services is made with where nobody says anything else. */
class ClientDefaultsTest {
  private static final String AUTO_CREATE = "allow.auto.create.topics";
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @ParameterizedTest
  @ValueSource(strings = {"cdc-service", "validator-service", "orchestrator-service"})
  void noClientOfAServiceMakesABrokerMakeATopic(String service) throws IOException {
    // given what the service is packaged with
    URL own = ROOT.resolve(service + "/src/main/resources/application.properties").toUri().toURL();
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDefaultInterceptors()
            .addPropertiesSources()
            .withSources(new PropertiesConfigSource(own, 250))
            .build();

    // then
    assertThat(config.getRawValue("kafka." + AUTO_CREATE)).isEqualTo("false");
    assertThat(config.getPropertyNames())
        .filteredOn(name -> name.endsWith(AUTO_CREATE))
        .as("a channel that says something else")
        .containsExactly("kafka." + AUTO_CREATE);
    assertThat(Files.readString(ROOT.resolve(service + "/pom.xml")))
        .contains("<artifactId>tributary-kafka</artifactId>");
  }
}
