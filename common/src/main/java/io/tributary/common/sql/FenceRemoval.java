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
            AND split_part(encode(t.tgargs, 'escape'), chr(92) || '000', 6) = %1$s
        LOOP
          EXECUTE format('DROP TRIGGER tributary_fence ON %%s', held);
        END LOOP;
        IF to_regclass('tributary_fence.token') IS NOT NULL THEN
          DELETE FROM tributary_fence.token WHERE owner = %1$s;
          IF NOT EXISTS (SELECT FROM tributary_fence.token) THEN
            DROP SCHEMA tributary_fence CASCADE;
          END IF;
        END IF;
      END $release$;""";

  private FenceRemoval() {}

  /**
   * For one source of a migration; fences of others stay.
   *
   * @param owner of the fence: the connector's name of that source
   */
  public static String sql(String owner) {
    return STATEMENT.formatted(Sql.literal(owner));
  }
}
