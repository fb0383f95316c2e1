package io.tributary.cdc.definition;

import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.database.DatabaseSession;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Reads the definitions of tables from a source's catalog. Of what moves home from the target,
 * indexes that keep no rows from being equal do not count: they make the target faster, and the
 * source can do without. Uses the caller's session; not thread-safe.
 */
public final class DefinitionCatalog {
  private final DatabaseSession session;
  private final Source source;

  /** For a session at the source. Sets its search path, in a transaction only for that. */
  public DefinitionCatalog(DatabaseSession session, Source source) {
    this.session = session;
    this.source = source;
    session.text(DefinitionSql.SEARCH_PATH, session.isInTransaction(), schemas());
  }

  /** The tables that move. */
  public List<TableDefinition> all() {
    return session.list(DefinitionSql.IN_SCHEMAS, this::read, (Object) schemas()).stream()
        .filter(table -> source.targetOf(table.table()).isPresent())
        .toList();
  }

  /** The table with this oid, whatever it is called now. */
  public Optional<TableDefinition> byOid(long oid) {
    return session.first(DefinitionSql.BY_OID, this::read, oid);
  }

  /** What a type is called. */
  public String typeName(long type, int modifier) {
    return session.text(DefinitionSql.TYPE_NAME, type, modifier);
  }

  private String[] schemas() {
    return source.schemas().stream().map(SchemaMapping::from).toArray(String[]::new);
  }

  private TableDefinition read(ResultSet row) throws SQLException {
    TableDefinition found = parse(row.getString(1));
    return StreamId.goesBack(source.name()) ? found.withoutPlainIndexes() : found;
  }

  /** A definition as {@link DefinitionSql} and {@link DefinitionStore} write it. */
  public static TableDefinition parse(String json) {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), TableDefinition.class);
  }
}
