package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.debezium.snapshot.spi.SnapshotQuery;
import io.tributary.connect.secret.SecretFileConfigProvider;
import java.util.List;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;

class PluginDiscoveryTest {

  @Test
  void aWorkerFindsTheConnectorAndTheConfigProvider() {
    assertThat(services(SourceConnector.class)).contains(PostgresSourceConnector.class);
    assertThat(services(ConfigProvider.class)).contains(SecretFileConfigProvider.class);
    assertThat(services(SnapshotQuery.class)).contains(TextSnapshotQuery.class);
  }

  @Test
  void theConnectorRunsItsOwnTask() {
    assertThat(new PostgresSourceConnector().taskClass()).isEqualTo(PostgresSourceTask.class);
    assertThat(new PostgresSourceConnector().version()).isNotBlank();
  }

  private static <T> List<Class<?>> services(Class<T> type) {
    return ServiceLoader.load(type).stream().<Class<?>>map(ServiceLoader.Provider::type).toList();
  }
}
