package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.common.topic.TopicNames;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A readable SQLite file.
 *
 * @param moving the source that the file is
 * @param topics name the captures of this installation
 * @param session reads it
 * @param basis what it declares
 * @param writeAheadLog whether readers and writers do not wait for each other
 */
record SqliteReading(
    MovingSource moving,
    TopicNames topics,
    SqliteReadSession session,
    MappingBasis basis,
    boolean writeAheadLog) {

  static SqliteReading of(MovingSource moving, TopicNames topics, SqliteReadSession session)
      throws SQLException {
    Source source = moving.source();
    boolean wal =
        new UntouchedSqliteFile(source.name(), Path.of(source.converted().path())).isWriteAhead();
    return new SqliteReading(moving, topics, session, SqliteFileSchema.basis(session), wal);
  }

  Source source() {
    return moving.source();
  }

  String subject() {
    return source().name();
  }

  Path path() {
    return Path.of(source().converted().path());
  }

  /** Who would own the file's capture. */
  String connector() {
    return topics.capture(moving.stream()).connector();
  }

  boolean byDdlFile() {
    return source().converted().intoGivenTables();
  }

  /** Tables of sqlite-vec become columns of pgvector's. */
  private Map<String, String> pgvector() {
    String tables =
        Vec0Table.in(basis.entries()).keySet().stream()
            .filter(name -> moving.moves(new TableName("main", name)))
            .collect(Collectors.joining(", "));
    return tables.isEmpty() ? Map.of() : Map.of("vector", tables);
  }

  /** What the target's checks need to know. */
  MovingContent content() {
    String main = source().schemas().get(0).from();
    List<TableName> tables =
        SqliteSchemaReader.read(basis.entries(), Map.of()).tables().stream()
            .map(SqliteTable::name)
            .map(name -> new TableName(main, name))
            .filter(moving::moves)
            .toList();
    long relations = basis.entries().stream().filter(e -> !e.type().equals("trigger")).count();
    return new MovingContent(pgvector(), tables, relations, path().toFile().length());
  }
}
