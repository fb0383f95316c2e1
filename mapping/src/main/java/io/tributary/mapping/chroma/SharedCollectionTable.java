package io.tributary.mapping.chroma;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one table that all collections of a source share, partitioned by collection: each partition
 * has a dimension and an index of its own, and is written, emptied and compared by itself. Pure.
 *
 * @param source whose file names the table
 * @param name the table
 */
record SharedCollectionTable(ChromaSource source, String name) {
  private static final String COLLECTION = "collection";

  static Optional<SharedCollectionTable> of(ChromaSource source) {
    return source.oneTable().map(name -> new SharedCollectionTable(source, name));
  }

  /** The rule of a partition: every row says to which collection it belongs. */
  TableRule rule(CollectionShape collection, TableRule rule) {
    Map<String, ColumnRule> columns = new HashMap<>(rule.columns());
    columns.put(COLLECTION, new ColumnRule(null, false, label(collection), null, Map.of()));
    return new TableRule(rule.to(), columns);
  }

  /** Rules of columns would make partitions that do not fit together. */
  Optional<String> problem(CollectionShape collection) {
    return source.table(collection.name()).columns().isEmpty()
        ? Optional.empty()
        : Optional.of(
            "There are rules for columns of collection "
                + collection.name()
                + ", and with one-table all collections have the same columns; remove them.");
  }

  /** Statements that make the table, before any partition. */
  List<String> make(String schema) {
    return List.of(
        "CREATE TABLE IF NOT EXISTS "
            + Sql.table(table(schema))
            + " (\"id\" text NOT NULL, \"document\" text, \"embedding\" vector NOT NULL,"
            + " \"metadata\" jsonb, \"uri\" text, \"created_at\" timestamptz, \"collection\" text)"
            + " PARTITION BY LIST (\"collection\")");
  }

  /** Statements that make a collection's table a partition. */
  List<String> attach(CollectionShape collection, TableName partition) {
    List<String> statements = new ArrayList<>();
    if (collection.dimension() > 0) {
      statements.add(
          "ALTER TABLE %s ADD CHECK (vector_dims(\"embedding\") = %d)"
              .formatted(Sql.table(partition), collection.dimension()));
    }
    statements.add(
        "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES IN (%s)"
            .formatted(
                Sql.table(table(partition.schema())),
                Sql.table(partition),
                Sql.literal(label(collection))));
    return statements;
  }

  /** The statement that makes ids unique for searches by collection and id, behind the rows. */
  String index(String schema) {
    return "CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (\"collection\", \"id\")"
        .formatted(Sql.identifier(name + "_id"), Sql.table(table(schema)));
  }

  private TableName table(String schema) {
    return new TableName(schema, name);
  }

  /** What the column says: the name, behind the database where that alone would not be enough. */
  private String label(CollectionShape collection) {
    return source.sharesSchema(collection.database())
        ? collection.database() + "/" + collection.name()
        : collection.name();
  }
}
