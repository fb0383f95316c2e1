package io.tributary.connect.sqlite;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/** The schemas of the records, in Debezium's form. */
final class RowSchemas {
  static final Schema SOURCE =
      SchemaBuilder.struct()
          .name("io.tributary.connect.sqlite.Source")
          .field("version", Schema.STRING_SCHEMA)
          .field("connector", Schema.STRING_SCHEMA)
          .field("name", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("snapshot", Schema.STRING_SCHEMA)
          .field("db", Schema.STRING_SCHEMA)
          .field("schema", Schema.STRING_SCHEMA)
          .field("table", Schema.STRING_SCHEMA)
          .field("txId", Schema.OPTIONAL_INT64_SCHEMA)
          .field("lsn", Schema.INT64_SCHEMA)
          .field(
              "storage_classes",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .field("reread", Schema.OPTIONAL_BOOLEAN_SCHEMA)
          .build();
  static final Schema TRANSACTION =
      SchemaBuilder.struct()
          .optional()
          .name("event.block")
          .field("id", Schema.STRING_SCHEMA)
          .field("total_order", Schema.INT64_SCHEMA)
          .field("data_collection_order", Schema.INT64_SCHEMA)
          .build();
  static final Schema COLLECTION =
      SchemaBuilder.struct()
          .name("event.collection")
          .field("data_collection", Schema.STRING_SCHEMA)
          .field("event_count", Schema.INT64_SCHEMA)
          .build();
  static final Schema MARKER =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.TransactionMetadataValue")
          .field("status", Schema.STRING_SCHEMA)
          .field("id", Schema.STRING_SCHEMA)
          .field("event_count", Schema.OPTIONAL_INT64_SCHEMA)
          .field("data_collections", SchemaBuilder.array(COLLECTION).optional().build())
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();
  static final Schema NOTIFICATION =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Notification")
          .field("id", Schema.STRING_SCHEMA)
          .field("type", Schema.STRING_SCHEMA)
          .field("aggregate_type", Schema.STRING_SCHEMA)
          .field(
              "additional_data",
              SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).optional().build())
          .field("timestamp", Schema.INT64_SCHEMA)
          .build();
  static final Schema HEARTBEAT =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Heartbeat")
          .field("ts_ms", Schema.INT64_SCHEMA)
          .build();
  static final Schema MESSAGE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.Message")
          .field("prefix", Schema.STRING_SCHEMA)
          .field("content", Schema.BYTES_SCHEMA)
          .build();
  static final Schema MESSAGE_ENVELOPE =
      SchemaBuilder.struct()
          .name("io.debezium.connector.common.MessageEnvelope")
          .field("op", Schema.STRING_SCHEMA)
          .field("ts_ms", Schema.INT64_SCHEMA)
          .field("source", SOURCE)
          .field("transaction", TRANSACTION)
          .field("message", MESSAGE)
          .build();

  private RowSchemas() {}

  /** A struct of one string. */
  static Schema single(String name, String field) {
    return SchemaBuilder.struct().name(name).field(field, Schema.STRING_SCHEMA).build();
  }

  /** A row of these columns. */
  static Schema row(String name, Iterable<String> columns) {
    SchemaBuilder row = SchemaBuilder.struct().optional().name(name);
    columns.forEach(column -> row.field(column, Schema.OPTIONAL_STRING_SCHEMA));
    return row.build();
  }

  /** The envelope around rows. */
  static Schema envelope(String name, Schema row) {
    return SchemaBuilder.struct()
        .name(name)
        .field("before", row)
        .field("after", row)
        .field("source", SOURCE)
        .field("transaction", TRANSACTION)
        .field("op", Schema.STRING_SCHEMA)
        .field("ts_ms", Schema.INT64_SCHEMA)
        .build();
  }
}
