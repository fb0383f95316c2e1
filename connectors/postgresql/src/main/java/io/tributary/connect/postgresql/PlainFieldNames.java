package io.tributary.connect.postgresql;

import io.debezium.connector.postgresql.PostgresSchema;
import io.debezium.relational.Column;
import io.debezium.relational.RelationalDatabaseSchema;
import io.debezium.relational.TableSchemaBuilder;
import io.debezium.schema.FieldNameSelector.FieldNamer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets Debezium name a field as its column is named, without the cache that it keeps of names. The
 * cache is keyed by columns, and all columns of one name have one hash: with hundreds of tables
 * that each have an {@code id}, finding and evicting entries takes longer than everything else
 * together.
 */
final class PlainFieldNames {
  private static final Logger LOG = LoggerFactory.getLogger(PlainFieldNames.class);

  private PlainFieldNames() {}

  /** Where Debezium has changed so much that this cannot be done it stays as slow as it is. */
  static void use(PostgresSchema schema) {
    try {
      Object builder =
          DebeziumField.of(RelationalDatabaseSchema.class, "schemaBuilder").get(schema);
      DebeziumField.of(TableSchemaBuilder.class, "fieldNamer")
          .set(builder, (FieldNamer<Column>) Column::name);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("Names of fields stay cached, which is slow with many tables: {}", e.toString());
    }
  }
}
