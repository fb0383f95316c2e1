package io.tributary.connect.postgresql;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorConfig;
import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.connector.postgresql.connection.PostgresConnection;
import io.debezium.connector.postgresql.connection.ReplicationConnection;
import java.sql.SQLException;

/**
 * Opens Debezium's replication connection as Debezium would, apart from the types: the stream's
 * values stay text ({@link TextTypeRegistry}).
 *
 * <p>It is a configuration because the settings that the connection needs are visible to
 * configurations only.
 */
final class TextReplication extends PostgresConnectorConfig {

  TextReplication(Configuration configuration) {
    super(configuration);
  }

  ReplicationConnection connect(PostgresConnection metadata, PostgresSchema schema)
      throws SQLException {
    return ReplicationConnection.builder(this)
        .withSlot(slotName())
        .withPublication(publicationName())
        .withTableFilter(getTableFilters())
        .withPublicationAutocreateMode(publicationAutocreateMode())
        .withPlugin(plugin())
        .dropSlotOnClose(dropSlotOnStop())
        .createFailOverSlot(createFailOverSlot())
        .streamParams(streamParams())
        .statusUpdateInterval(statusUpdateInterval())
        .withTypeRegistry(new TextTypeRegistry(metadata))
        .withSchema(schema)
        .jdbcMetadataConnection(metadata)
        .build();
  }
}
