package io.tributary.common.sql;

/**
 * The statement by which an operator takes the fence of a completed migration out of an old
 * PostgreSQL database: one statement, for any client.
 */
public final class FenceRemoval {
  private static final String STATEMENT =
      """
      DO $release$
      DECLARE held regclass;
      BEGIN
        FOR held IN SELECT t.tgrelid FROM pg_catalog.pg_trigger t
          WHERE t.tgname = 'tributary_fence'
            AND split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 1) = %1$s
            AND split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 2) = %2$s
        LOOP
          EXECUTE format('DROP TRIGGER tributary_fence ON %%s', held);
        END LOOP;
        IF to_regclass('tributary_fence.token') IS NOT NULL THEN
          DELETE FROM tributary_fence.token WHERE migration = %1$s AND source = %2$s;
          IF NOT EXISTS (SELECT FROM tributary_fence.token) THEN
            DROP SCHEMA tributary_fence CASCADE;
          END IF;
        END IF;
      END $release$;""";

  private FenceRemoval() {}

  /** For one source of a migration; fences of others stay. */
  public static String sql(String migration, String source) {
    return STATEMENT.formatted(Sql.literal(migration), Sql.literal(source));
  }
}
