package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.SqliteError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class PluginDiscoveryTest {
  @Test
  void aWorkerFindsTheConnector() {
    assertThat(ServiceLoader.load(SourceConnector.class).stream().map(ServiceLoader.Provider::type))
        .anyMatch(SqliteSourceConnector.class::equals);
  }

  @Test
  void theConnectorHasOneTaskHoweverManyAreAllowed() {
    SqliteSourceConnector connector = new SqliteSourceConnector();
    Map<String, String> settings =
        Map.of("topic.prefix", "demo", "database.file", "/nowhere/app.db");
    connector.start(settings);
    assertThat(connector.taskConfigs(8)).containsExactly(settings);
    assertThat(connector.taskClass()).isEqualTo(SqliteSourceTask.class);
    assertThat(connector.version()).isNotBlank();
  }

  @Test
  void everySettingIsDescribedInTheReference() throws Exception {
    String reference =
        java.nio.file.Files.readString(
            io.tributary.fixture.Checkout.root().resolve("docs/connector-sqlite.md"),
            StandardCharsets.UTF_8);
    assertThat(SqliteSettings.definition().names())
        .allSatisfy(name -> assertThat(reference).contains("`" + name + "`"));
    assertThat(List.of(SqliteError.values()))
        .allSatisfy(error -> assertThat(reference).contains("`" + error.code() + "`"));
  }
}
