package io.tributary.cdc.preflight;

import io.tributary.cdc.sqlite.file.FileSchema;
import io.tributary.cdc.sqlite.file.SqliteSession;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.common.sqlite.SchemaReader;
import io.tributary.common.sqlite.SqliteTable;
import io.tributary.common.sqlite.VectorTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A readable SQLite file.
 *
 * @param migration the migration
 * @param source the source
 * @param session reads it
 * @param basis what it declares
 * @param writeAheadLog whether readers and writers do not wait for each other
 */
record SqliteReading(
    Migration migration,
    Source source,
    SqliteSession session,
    MappingBasis basis,
    boolean writeAheadLog) {

  static SqliteReading of(Migration migration, Source source, SqliteSession session)
      throws SQLException {
    boolean wal = session.text("PRAGMA journal_mode").orElse("").equalsIgnoreCase("wal");
    return new SqliteReading(migration, source, session, FileSchema.basis(session), wal);
  }

  String subject() {
    return source.name();
  }

  Path path() {
    return Path.of(source.converted().path());
  }

  /** Who would own the file's capture. */
  String connector() {
    StreamId stream = new StreamId(migration.name(), source.name());
    return "tributary-" + stream.migration() + "-" + stream.source();
  }

  boolean byDdlFile() {
    return source.converted().ddlFile() != null;
  }

  /** Tables of sqlite-vec become columns of pgvector's. */
  private Map<String, String> pgvector() {
    String tables =
        VectorTable.in(basis.entries()).keySet().stream()
            .filter(name -> source.targetOf(new TableName("main", name)).isPresent())
            .collect(Collectors.joining(", "));
    return tables.isEmpty() ? Map.of() : Map.of("vector", tables);
  }

  /** What the target's checks need to know. */
  SourceSummary summary() {
    String main = source.schemas().get(0).from();
    List<TableName> tables =
        SchemaReader.read(basis.entries(), Map.of()).tables().stream()
            .map(SqliteTable::name)
            .map(name -> new TableName(main, name))
            .filter(table -> source.targetOf(table).isPresent())
            .toList();
    long relations = basis.entries().stream().filter(e -> !e.type().equals("trigger")).count();
    return new SourceSummary(
        source.name(),
        0,
        "UTF8",
        pgvector(),
        SourceRights.NONE,
        tables,
        relations,
        path().toFile().length());
  }
}
