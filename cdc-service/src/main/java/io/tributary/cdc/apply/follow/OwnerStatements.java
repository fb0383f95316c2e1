package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.definition.ColumnChange;
import io.tributary.cdc.definition.SchemaChange;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.vertx.mutiny.sqlclient.Row;
import java.util.List;
import java.util.Optional;

/**
 * Runs the statements of a followed change as the owner of the table that they change, so that
 * expressions of the application (defaults, indexes) can do no more than it can. Each goes by the
 * extended protocol, which takes one statement and no more. In the open transaction; one thread.
 *
 * @param session the target
 * @param table the table
 */
record OwnerStatements(ApplySession session, TableName table) {
  /**
   * The owner, where the session may become it and it may make what belongs to the table; a role of
   * its own has always been given both, tables that were there before may have another owner.
   */
  private static final String OWNER =
      """
      SELECT pg_catalog.pg_get_userbyid(c.relowner) AS owner
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = $1 AND c.relname = $2
         AND pg_catalog.pg_get_userbyid(c.relowner) <> current_user
         AND pg_catalog.pg_has_role(
               c.relowner,
               CASE WHEN pg_catalog.current_setting('server_version_num')::int >= 160000
                    THEN 'SET' ELSE 'MEMBER' END)
         AND pg_catalog.has_schema_privilege(c.relowner, n.oid, 'CREATE')\
      """;

  void run(List<SchemaChange> changes) {
    Optional<String> owner = owner();
    for (SchemaChange change : changes) {
      // A type may belong to another role than the table; a label runs no code of anybody's.
      if (owner.isEmpty() || change instanceof ColumnChange.LabelsAdded) {
        run(change);
      } else {
        session.query("SET LOCAL ROLE " + Sql.identifier(owner.get()));
        run(change);
        session.query("RESET ROLE");
      }
    }
  }

  private void run(SchemaChange change) {
    change.statements(Sql.table(table)).forEach(session::query);
  }

  private Optional<String> owner() {
    for (Row row : session.query(OWNER, table.schema(), table.name())) {
      return Optional.of(row.getString("owner"));
    }
    return Optional.empty();
  }
}
