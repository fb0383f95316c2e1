package io.tributary.connect.postgresql;

import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/** Recognizes the records that Debezium puts between the rows: transaction ends, snapshot ends. */
final class DebeziumMarker {

  private static final String TRANSACTION = "io.debezium.connector.common.TransactionMetadataValue";
  private static final String NOTIFICATION = "io.debezium.connector.common.Notification";
  private static final String INITIAL_SNAPSHOT = "Initial Snapshot";
  private static final Set<String> ENDED = Set.of("COMPLETED", "SKIPPED");

  private DebeziumMarker() {}

  static boolean marksTransaction(SourceRecord record) {
    return is(TRANSACTION, record);
  }

  static boolean beginsTransaction(SourceRecord record) {
    return is(TRANSACTION, record) && "BEGIN".equals(((Struct) record.value()).getString("status"));
  }

  static boolean endsTransaction(SourceRecord record) {
    return is(TRANSACTION, record) && "END".equals(((Struct) record.value()).getString("status"));
  }

  static boolean endsSnapshot(SourceRecord record) {
    if (!is(NOTIFICATION, record)) {
      return false;
    }
    Struct notification = (Struct) record.value();
    return INITIAL_SNAPSHOT.equals(notification.getString("aggregate_type"))
        && ENDED.contains(notification.getString("type"));
  }

  private static boolean is(String name, SourceRecord record) {
    Schema schema = record.valueSchema();
    return schema != null && schema.name() != null && schema.name().endsWith(name);
  }
}
