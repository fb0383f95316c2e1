package io.tributary.database.backup;

import io.tributary.common.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A database beside the target into which backups are restored, dropped by {@link #close}: with the
 * target's encoding, locale, settings and extensions, and with what its tables refer to of
 * Tributary's own. Not thread-safe.
 */
final class ScratchDatabase implements AutoCloseable {
  /** With the target's own number, because other targets of the server have theirs. */
  private static final String PREFIX =
      "SELECT 'tributary_backup_check_' || oid || '_' FROM pg_database"
          + " WHERE datname = current_database()";

  private static final String CREATE =
      """
      SELECT format('CREATE DATABASE %I TEMPLATE template0 ENCODING %L LC_COLLATE %L LC_CTYPE %L%s',
          ?::text, pg_encoding_to_char(d.encoding), d.datcollate, d.datctype,
          CASE WHEN to_jsonb(d) ->> 'datlocprovider' = 'i'
            THEN format(' LOCALE_PROVIDER icu ICU_LOCALE %L',
                coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')) END)
      FROM pg_database d WHERE d.datname = current_database()""";

  private static final String EXTENSIONS =
      """
      SELECT format('CREATE SCHEMA IF NOT EXISTS %1$I; GRANT USAGE ON SCHEMA %1$I TO PUBLIC;'
          || ' CREATE EXTENSION IF NOT EXISTS %2$I SCHEMA %1$I VERSION %3$L CASCADE',
          n.nspname, e.extname, e.extversion)
      FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
      WHERE n.nspname <> 'pg_catalog' ORDER BY e.oid""";

  /** Tables that are still closed to their application have triggers that call it. */
  private static final String GATE =
      """
      CREATE SCHEMA tributary;
      GRANT USAGE ON SCHEMA tributary TO PUBLIC;
      CREATE FUNCTION tributary.refuse_write() RETURNS trigger LANGUAGE plpgsql
        AS 'BEGIN RETURN NULL; END'""";

  private final Connection target;
  private final String name;

  private ScratchDatabase(Connection target, String name) {
    this.target = target;
    this.name = name;
  }

  /**
   * Creates it, empty.
   *
   * @param target a session of a role that may create databases, whose turn it is
   */
  static ScratchDatabase create(Connection target) throws SQLException {
    String name = prefix(target) + UUID.randomUUID().toString().substring(0, 8);
    execute(target, new ContentQuery(target).texts(CREATE, name).get(0));
    return new ScratchDatabase(target, name);
  }

  String name() {
    return name;
  }

  /** Makes what a backup of single schemas does not bring along. */
  void furnish(Connection inside, List<String> roles) throws SQLException {
    execute(inside, GATE);
    for (String statement : new ContentQuery(target).texts(EXTENSIONS)) {
      execute(inside, statement);
    }
    for (String role : roles) {
      execute(
          inside,
          "GRANT CREATE ON DATABASE %s TO %s; GRANT CREATE ON SCHEMA public TO %2$s"
              .formatted(Sql.identifier(name), Sql.identifier(role)));
    }
  }

  /**
   * Those of this target, which were left behind: whoever made one held the turn.
   *
   * @param target a session whose turn it is
   */
  static List<ScratchDatabase> left(Connection target) throws SQLException {
    return new ContentQuery(target)
            .texts("SELECT datname FROM pg_database WHERE starts_with(datname, ?)", prefix(target))
            .stream()
            .map(name -> new ScratchDatabase(target, name))
            .toList();
  }

  /** How much room it takes at the server, in bytes. */
  long bytes() throws SQLException {
    return Long.parseLong(
        new ContentQuery(target)
            .texts("SELECT pg_database_size(CAST(? AS name))::text", name)
            .get(0));
  }

  private static String prefix(Connection target) throws SQLException {
    return new ContentQuery(target).texts(PREFIX).get(0);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    execute(target, "DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
  }
}
