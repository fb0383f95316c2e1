package io.tributary.common.plan;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Optional;

/**
 * One live database that is to be moved.
 *
 * @param name unique in the migration; lower-case letters, digits and dashes, at most 20
 * @param kind what it is
 * @param connection how to reach a PostgreSQL source, else null
 * @param schemas which of its schemas move, and where to
 * @param schemaChanges what happens when a table is changed while it is replicated; {@link
 *     SchemaChanges#STOP} when null
 * @param largeObjects whether large objects may stay behind; they are refused by default
 * @param converted what a source has whose rows are converted, in place of a connection; else null
 * @param initialCopy how the rows that it has at the start get into the target; when null {@link
 *     InitialCopy#STREAM} for Chroma and {@link InitialCopy#COPY} for all others
 */
public record Source(
    String name,
    SourceKind kind,
    Connection connection,
    List<SchemaMapping> schemas,
    SchemaChanges schemaChanges,
    LargeObjects largeObjects,
    ConvertedSource converted,
    InitialCopy initialCopy) {

  /** The names of collections are those of things, and would take the names of tables. */
  private static final String COLLECTION = "vector_";

  public Source {
    schemas = List.copyOf(schemas);
    schemaChanges = schemaChanges == null ? SchemaChanges.STOP : schemaChanges;
    largeObjects = largeObjects == null ? LargeObjects.REFUSE : largeObjects;
    initialCopy = initialCopy == null ? usual(kind) : initialCopy;
  }

  /** A source whose rows come in the way that is usual for its kind. */
  public Source(
      String name,
      SourceKind kind,
      Connection connection,
      List<SchemaMapping> schemas,
      SchemaChanges schemaChanges,
      LargeObjects largeObjects,
      ConvertedSource converted) {
    this(name, kind, connection, schemas, schemaChanges, largeObjects, converted, null);
  }

  /** A source whose stream stops at changes of the schema, and without large objects. */
  public Source(String name, SourceKind kind, Connection connection, List<SchemaMapping> schemas) {
    this(name, kind, connection, schemas, SchemaChanges.STOP, LargeObjects.REFUSE, null);
  }

  /** A SQLite file, whose one schema is called main. */
  public static Source sqlite(String name, ConvertedSource sqlite, SchemaMapping main) {
    return new Source(
        name,
        SourceKind.SQLITE,
        null,
        List.of(main),
        SchemaChanges.STOP,
        LargeObjects.REFUSE,
        sqlite);
  }

  /** The same source at another path. */
  public Source at(String path) {
    return new Source(
        name,
        kind,
        connection,
        schemas,
        schemaChanges,
        largeObjects,
        converted.withPath(path),
        initialCopy);
  }

  private static InitialCopy usual(SourceKind kind) {
    return kind == SourceKind.CHROMA ? InitialCopy.STREAM : InitialCopy.COPY;
  }

  /** The same source with its rows coming in another way. */
  public Source with(InitialCopy way) {
    return new Source(name, kind, connection, schemas, schemaChanges, largeObjects, converted, way);
  }

  /** Where a table of this source goes, or empty when it does not move. */
  public Optional<TableName> targetOf(TableName table) {
    return schemas.stream()
        .filter(mapping -> mapping.from().equals(table.schema()))
        .findFirst()
        .flatMap(mapping -> mapping.targetOf(table.name()))
        .map(target -> renamed(table, target));
  }

  private TableName renamed(TableName table, TableName target) {
    String to = converted == null ? null : converted.table(table.name()).to();
    if (to == null && kind == SourceKind.CHROMA) {
      to = COLLECTION + (sharesSchema(table.schema()) ? table.schema() + "_" : "") + table.name();
    }
    return to == null ? target : new TableName(target.schema(), to);
  }

  /** Whether an earlier database fills the same schema, so that names could be equal there. */
  public boolean sharesSchema(String database) {
    return schemas.stream()
        .takeWhile(mapping -> !mapping.from().equals(database))
        .anyMatch(mapping -> mapping.to().equals(targetSchema(database)));
  }

  private String targetSchema(String database) {
    return schemas.stream()
        .filter(mapping -> mapping.from().equals(database))
        .findFirst()
        .orElseThrow()
        .to();
  }
}
