package io.tributary.cdc.schema.existing;

import io.tributary.checks.existing.ExistingTable;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements about the rows that a table held before; pure.
 *
 * <p>All of them are copied aside. Those of a table that keeps its rows stay besides, and a trigger
 * that also fires for apply lets nobody change the ones that only the target has; a view shows the
 * others, which are the source's, to whoever compares.
 *
 * @param table the table
 */
record KeptRowStatements(ExistingTable table) {
  /** The trigger's name; apply looks for it. */
  static final String TRIGGER = "tributary_kept";

  private static final String MERGED = "tributary_merged";

  /** Copies the rows, in the transaction that decides about them. */
  List<String> copy() {
    String copy =
        "CREATE TABLE %s AS SELECT t.*, false AS %s FROM %s t"
            .formatted(aside(), MERGED, table.from());
    if (!table.keeps()) {
      return List.of(copy);
    }
    String key = table.key().stream().map(Sql::identifier).collect(Collectors.joining(", "));
    return List.of(
        copy, "CREATE UNIQUE INDEX ON %s (%s)".formatted(aside(), key), "ANALYZE " + aside());
  }

  /** Notes which rows the source has too, from those in {@code tributary_rows}. */
  String noteMerged() {
    return "UPDATE %s k SET %s = true FROM pg_temp.tributary_rows n WHERE %s"
        .formatted(aside(), MERGED, sameKey("k", "n"));
  }

  /**
   * Keeps rows that only the target has from everybody.
   *
   * @param columns all of the table's
   */
  List<String> protect(List<String> columns) {
    String function = Sql.table(new TableName("tributary", "keep_" + table.oid()));
    String only = "NOT k." + MERGED + " AND " + sameKey("k", "OLD");
    return List.of(
        """
        CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $body$
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            RAISE EXCEPTION 'table %%.%% keeps rows that only the target has and cannot be truncated',
                TG_TABLE_SCHEMA, TG_TABLE_NAME USING ERRCODE = 'check_violation';
          END IF;
          IF EXISTS (SELECT FROM %s k WHERE %s) THEN
            IF TG_OP = 'DELETE' THEN
              RETURN NULL;
            END IF;
            RAISE EXCEPTION 'table %%.%% keeps a row that only the target had under this key (existing-rows: keep)',
                TG_TABLE_SCHEMA, TG_TABLE_NAME
              USING ERRCODE = 'check_violation', DETAIL = 'The row is ' || OLD::text || '.';
          END IF;
          IF TG_OP = 'DELETE' THEN
            RETURN OLD;
          END IF;
          RETURN NEW;
        END
        $body$"""
            .formatted(function, aside(), only),
        "CREATE TRIGGER %s BEFORE UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION %s()"
            .formatted(TRIGGER, name(), function),
        "CREATE TRIGGER %s_whole BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION %s()"
            .formatted(TRIGGER, name(), function),
        "ALTER TABLE %s ENABLE ALWAYS TRIGGER %s, ENABLE ALWAYS TRIGGER %s_whole"
            .formatted(name(), TRIGGER, TRIGGER),
        "CREATE VIEW %s AS SELECT %s, t.tableoid, t.ctid, t.xmin FROM %s t WHERE NOT EXISTS (SELECT FROM %s k WHERE NOT k.%s AND %s)"
            .formatted(
                Sql.table(table.moved()),
                columns.stream()
                    .map(c -> "t." + Sql.identifier(c))
                    .collect(Collectors.joining(", ")),
                table.from(),
                aside(),
                MERGED,
                sameKey("k", "t")));
  }

  /** When the target is opened: its application may change its table from now on. */
  List<String> release() {
    return table.keeps()
        ? List.of(
            "DROP VIEW IF EXISTS " + Sql.table(table.moved()),
            "ALTER TABLE %s DISABLE TRIGGER %s, DISABLE TRIGGER %s_whole"
                .formatted(name(), TRIGGER, TRIGGER))
        : List.of();
  }

  /**
   * Puts the table back as it was; rows that stayed are not touched.
   *
   * @param columns those of the table that can be written
   */
  List<String> restore(List<String> columns) {
    String names = columns.stream().map(Sql::identifier).collect(Collectors.joining(", "));
    String delete = "DELETE FROM " + table.from();
    if (table.rows() == 0 || columns.isEmpty()) {
      return List.of(delete);
    }
    return List.of(
        delete,
        "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s%s"
            .formatted(name(), names, names, aside(), table.keeps() ? " WHERE " + MERGED : ""));
  }

  /** Takes away what guards it; fails while somebody uses the table. */
  List<String> unguard() {
    return List.of(
        "DROP VIEW IF EXISTS " + Sql.table(table.moved()),
        "DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + name(),
        "DROP TRIGGER IF EXISTS " + TRIGGER + "_whole ON " + name());
  }

  /** Forgets the rows; nothing brings them back then. */
  List<String> forget() {
    return List.of(
        "DROP VIEW IF EXISTS " + Sql.table(table.moved()),
        "DROP FUNCTION IF EXISTS tributary.\"keep_%d\"() CASCADE".formatted(table.oid()),
        "DROP TABLE IF EXISTS " + aside());
  }

  private String sameKey(String one, String other) {
    return table.key().stream()
        .map(Sql::identifier)
        .map(column -> one + "." + column + " = " + other + "." + column)
        .collect(Collectors.joining(" AND "));
  }

  private String aside() {
    return Sql.table(table.aside());
  }

  private String name() {
    return Sql.table(table.table());
  }
}
