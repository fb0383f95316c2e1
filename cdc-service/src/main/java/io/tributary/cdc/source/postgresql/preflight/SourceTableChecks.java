package io.tributary.cdc.source.postgresql.preflight;

import static io.tributary.cdc.preflight.check.CheckFinding.failed;
import static io.tributary.cdc.preflight.check.CheckFinding.passed;
import static io.tributary.cdc.preflight.check.CheckFinding.warning;
import static java.util.stream.Collectors.joining;

import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionCalls;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.cdc.function.HomeFunctions;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.targetschema.FiringAction;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import java.util.List;

/** Checks of the tables that move, each with one answer about all of them. */
final class SourceTableChecks {
  private static final String COLUMNLESS =
      """
      SELECT n.nspname, c.relname
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND c.relpersistence <> 't' AND n.nspname = ANY (?)
         AND NOT EXISTS (
               SELECT FROM pg_catalog.pg_attribute a
                WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                  AND a.attgenerated = '')
       ORDER BY 1, 2""";
  private static final String FOREIGN =
      """
      SELECT n.nspname, c.relname, s.srvname FROM pg_catalog.pg_foreign_table f
        JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
       WHERE n.nspname = ANY (?) ORDER BY 1, 2""";
  private static final String CASE_TWINS =
      """
      SELECT t.oid::oid::regclass || ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')'
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid::oid AND a.attnum > 0 AND NOT a.attisdropped
       GROUP BY t.oid, lower(a.attname) HAVING count(*) > 1 ORDER BY 1""";
  private static final String HIDING_ROWS =
      """
      SELECT t.oid::oid::regclass::text FROM unnest(?::text[]) AS t (oid)
       WHERE pg_catalog.row_security_active(t.oid::oid) ORDER BY 1""";
  private static final String SUBSCRIBED =
      """
      SELECT string_agg(DISTINCT r.srrelid::regclass::text, ', '),
             string_agg(DISTINCT format('`DROP SUBSCRIPTION "%s";`', replace(s.subname, '"', '""')),
                        ' ')
        FROM pg_catalog.pg_subscription_rel r
        JOIN pg_catalog.pg_subscription s ON s.oid = r.srsubid
       WHERE r.srrelid::bigint::text = ANY (?)""";

  /** Publishing, fencing and changing a replica identity are rights of a table's owner. */
  static final CatalogCheck<SourceReading> RIGHTS =
      CatalogCheck.of(
          PreflightCode.TABLE_RIGHTS,
          source -> source.movingTables().filter(table -> !table.usable()).toList(),
          (source, foreign) ->
              foreign.isEmpty()
                  ? passed("All tables can be published and fenced.")
                  : failed(
                      "Role %s is not a member of the owner of %s, so it can neither read, publish nor fence them."
                          .formatted(source.user(), SourceReading.names(foreign)),
                      foreign.stream()
                          .map(CatalogTable::owner)
                          .distinct()
                          .map(
                              owner ->
                                  "`GRANT %s TO %s;`"
                                      .formatted(
                                          Sql.identifier(owner), Sql.identifier(source.user())))
                          .collect(joining(" "))));

  /** Row security would hide rows from the snapshot without an error. */
  static final CatalogCheck<SourceReading> ROW_SECURITY =
      CatalogCheck.of(
          PreflightCode.ROW_SECURITY,
          source -> source.query().texts(HIDING_ROWS, (Object) source.movingOids()),
          (source, hidden) ->
              hidden.isEmpty()
                  ? passed("No policy hides rows from role " + source.user() + ".")
                  : failed(
                      "Row security may hide rows of %s from role %s; they would be missing in the target."
                          .formatted(String.join(", ", hidden), source.user()),
                      "`ALTER ROLE %s BYPASSRLS;`".formatted(Sql.identifier(source.user()))));

  /** Changes to unlogged tables are in no WAL. */
  static final CatalogCheck<SourceReading> UNLOGGED =
      CatalogCheck.of(
          PreflightCode.TABLE_UNLOGGED,
          source -> source.movingTables().filter(CatalogTable::unlogged).toList(),
          (source, unlogged) ->
              unlogged.isEmpty()
                  ? passed("All tables are logged.")
                  : failed(
                      "Changes to unlogged tables cannot be captured: "
                          + SourceReading.names(unlogged)
                          + ".",
                      unlogged.stream()
                              .map(
                                  table ->
                                      "`ALTER TABLE " + Sql.table(table.name()) + " SET LOGGED;`")
                              .collect(joining(" "))
                          + " Or exclude them in the migration file."));

  /** The stream names rows by their values, so a row without any is in no change event. */
  static final CatalogCheck<SourceReading> COLUMNLESS_TABLES =
      CatalogCheck.of(
          PreflightCode.TABLE_WITHOUT_COLUMNS,
          source ->
              source
                  .query()
                  .list(
                      COLUMNLESS,
                      row -> new TableName(row.getString(1), row.getString(2)),
                      (Object) source.schemas())
                  .stream()
                  .filter(source::moves)
                  .map(TableName::display)
                  .collect(joining(", ")),
          (source, columnless) ->
              columnless.isEmpty()
                  ? passed("Every table has a column that is written.")
                  : failed(
                      "Tables without a column that is written: "
                          + columnless
                          + ". Their rows hold no value, so the stream cannot tell of them.",
                      "Add a column, such as id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, or"
                          + " exclude them in the migration file."));

  /** Without a key a changed row is named by all of its old values. */
  static final CatalogCheck<SourceReading> REPLICA_IDENTITY =
      CatalogCheck.of(
          PreflightCode.REPLICA_IDENTITY,
          source ->
              source
                  .movingTables()
                  .filter(
                      table -> !table.partitioned() && !table.primaryKey() && !table.fullIdentity())
                  .toList(),
          (source, without) ->
              without.isEmpty()
                  ? passed("Every table names its changed rows.")
                  : warning(
                      "No primary key: %s. They get REPLICA IDENTITY FULL for the time of the migration, which makes their updates and deletes write more WAL."
                          .formatted(SourceReading.names(without)),
                      "Add a primary key where there is one in truth; otherwise nothing is to be done."));

  /** Debezium's connector takes column names that differ by case only for one. */
  static final CatalogCheck<SourceReading> COLUMN_CASE =
      CatalogCheck.of(
          PreflightCode.COLUMN_CASE,
          source -> source.query().texts(CASE_TWINS, (Object) source.movingOids()),
          (source, twins) ->
              twins.isEmpty()
                  ? passed("Column names are unambiguous.")
                  : failed(
                      "Columns whose names differ by upper and lower case only cannot be captured: "
                          + String.join(", ", twins)
                          + ".",
                      "Rename one of each, or exclude the table in the migration file."));

  /** Changes that arrive by logical replication pass the fence, which stops statements. */
  static final CatalogCheck<SourceReading> SUBSCRIPTIONS =
      CatalogCheck.of(
          PreflightCode.SUBSCRIPTION,
          source ->
              source
                  .query()
                  .list(
                      SUBSCRIBED,
                      row -> new Subscribed(row.getString(1), row.getString(2)),
                      (Object) source.movingOids())
                  .get(0),
          (source, subscribed) ->
              subscribed.tables() == null
                  ? passed("No subscription writes to the tables.")
                  : failed(
                      "Subscriptions write to tables that move, and a fence does not stop them: "
                          + subscribed.tables()
                          + ".",
                      "Migrate the publisher instead, or end the subscriptions before the migration: "
                          + subscribed.drops()));

  /** The rows of a foreign table are somebody else's, and its server is not in the target. */
  static final CatalogCheck<SourceReading> FOREIGN_TABLES =
      CatalogCheck.of(
          PreflightCode.FOREIGN_TABLES,
          source ->
              source
                  .query()
                  .list(
                      FOREIGN,
                      row ->
                          new ForeignTable(
                              new TableName(row.getString(1), row.getString(2)), row.getString(3)),
                      (Object) source.schemas())
                  .stream()
                  .filter(foreign -> source.moves(foreign.name()))
                  .map(foreign -> foreign.name().display() + " (server " + foreign.server() + ")")
                  .collect(joining(", ")),
          (source, foreign) ->
              foreign.isEmpty()
                  ? passed("No foreign table moves.")
                  : failed(
                      "Foreign tables hold no rows of their own and cannot move: " + foreign + ".",
                      "Exclude them in the migration file, with what refers to them."));

  /** Its own triggers and rules come to the target too, and so act at both sides. */
  static final CatalogCheck<SourceReading> QUIET =
      CatalogCheck.of(
          PreflightCode.WAY_BACK_TRIGGERS,
          source ->
              FiringAction.in(source.query()::texts, List.of(source.schemas())).stream()
                  .filter(action -> source.moves(action.table()))
                  .toList(),
          (source, acting) ->
              acting.isEmpty()
                  ? passed("No trigger or rule acts on rows that come home.")
                  : failed(
                      "The %s would act on rows that come home, and on those that are taken out after a rollback."
                          .formatted(FiringAction.display(acting)),
                      FiringAction.remedies(acting)
                          + " Or say way-back: none for the source in the migration file."));

  /** A CHECK with a function of somebody's own would do what he likes as a superuser. */
  static final CatalogCheck<SourceReading> HOME_FUNCTIONS =
      CatalogCheck.of(
          PreflightCode.WAY_BACK_FUNCTIONS,
          source ->
              source.query().holds(FunctionTrust.MIGHTY)
                  ? trust(source)
                      .refused(FunctionCalls.ofMoving(source.query(), source.moving(), false))
                  : List.<FunctionCall>of(),
          (source, refused) ->
              refused.isEmpty()
                  ? passed("Role " + source.user() + " runs no function that it must not.")
                  : failed(
                      trust(source).finding(refused) + ".",
                      trust(source).fix(refused)
                          + " Or say way-back: none for the source in the migration file."));

  private SourceTableChecks() {}

  private static FunctionTrust trust(SourceReading source) {
    return new HomeFunctions(source.source().postgres());
  }

  private record Subscribed(String tables, String drops) {}

  private record ForeignTable(TableName name, String server) {}
}
