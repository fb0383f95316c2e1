package io.tributary.cdc.schema.plan;

import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** The triggers that keep a target closed to its application until the cutover opens it. */
public final class TargetGate {
  /** The trigger's name on every migrated table. */
  public static final String TRIGGER = "tributary_closed";

  /**
   * session_user and not current_user decides, so that a SECURITY DEFINER function is no way in.
   * read_only_sql_transaction is what drivers take for "not here, not now".
   */
  public static final String FUNCTION =
      """
      CREATE OR REPLACE FUNCTION tributary.refuse_write() RETURNS trigger
      LANGUAGE plpgsql SET search_path = pg_catalog AS $body$
      BEGIN
        IF (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = session_user) THEN
          RETURN NULL;
        END IF;
        RAISE EXCEPTION 'table %.% is closed to writes: migration % has not been cut over yet',
            TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_ARGV[0]
          USING ERRCODE = 'read_only_sql_transaction',
            HINT = 'Write to the old database until the cutover.';
      END
      $body$""";

  /** Tables that have the trigger of a given name. */
  public static final String FIND =
      """
      SELECT n.nspname, c.relname
      FROM pg_catalog.pg_trigger t
      JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
      JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
      WHERE t.tgname = ?
      ORDER BY 1, 2""";

  /** Those of them that it still closes. */
  public static final String FIND_CLOSED =
      FIND.replace("WHERE t.tgname = ?", "WHERE t.tgname = ? AND t.tgenabled <> 'D'");

  private TargetGate() {}

  /** Closes each table; a table that is closed already stays so. */
  public static List<String> close(List<TableName> tables, String migration) {
    List<String> statements = new ArrayList<>();
    for (TableName table : tables) {
      statements.add("DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + Sql.table(table));
      statements.add(
          "CREATE TRIGGER "
              + TRIGGER
              + " BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON "
              + Sql.table(table)
              + " FOR EACH STATEMENT EXECUTE FUNCTION tributary.refuse_write("
              + Sql.literal(migration)
              + ")");
    }
    return statements;
  }

  /**
   * Opens a table as part of an ALTER TABLE: disabling takes no lock that a reader would wait for,
   * dropping would.
   */
  static String openAction() {
    return "DISABLE TRIGGER " + TRIGGER;
  }

  /** Removes what is left of the gate. */
  public static String drop(TableName table) {
    return "DROP TRIGGER IF EXISTS " + TRIGGER + " ON " + Sql.table(table);
  }
}
