package io.tributary.connect.chroma;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.chroma.store.ChromaError;
import io.tributary.fixture.Checkout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class PluginDiscoveryTest {
  @Test
  void aWorkerFindsTheConnector() {
    assertThat(ServiceLoader.load(SourceConnector.class).stream().map(ServiceLoader.Provider::type))
        .anyMatch(ChromaSourceConnector.class::equals);
  }

  @Test
  void theConnectorHasOneTaskHoweverManyAreAllowed() {
    ChromaSourceConnector connector = new ChromaSourceConnector();
    Map<String, String> settings =
        Map.of("topic.prefix", "demo", "chroma.directory", "/nowhere/chroma");
    connector.start(settings);
    assertThat(connector.taskConfigs(8)).containsExactly(settings);
    assertThat(connector.taskClass()).isEqualTo(ChromaSourceTask.class);
    assertThat(connector.version()).isNotBlank();
  }

  @Test
  void everySettingAndErrorIsDescribedInTheReference() throws Exception {
    String reference =
        Files.readString(
            Checkout.root().resolve("docs/connector-chroma.md"), StandardCharsets.UTF_8);
    assertThat(ChromaSettings.definition().names())
        .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    assertThat(List.of(ChromaError.values()))
        .allSatisfy(error -> assertThat(reference).contains("`" + error.code() + "`"));
  }
}
