package io.tributary.cdc.source;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A target of a test: a database and an application's role of its own. */
public final class TargetEnd implements AutoCloseable {
  private static final String PASSWORD = "application's";
  private final PostgresServer server = PostgresFixture.target();
  private final String name = "end_" + UUID.randomUUID().toString().substring(0, 8);

  public TargetEnd() {
    server.createDatabase(name);
  }

  /** A migration of its own name whose one source goes into schema app. */
  public Migration migration(Source source) {
    return migration(source, CutoverSettings.defaults());
  }

  public Migration migration(Source source, CutoverSettings cutover) {
    return migration(name.replace('_', '-'), "app", source, cutover);
  }

  /** Another migration into the same database, whose one source goes into schema rest. */
  public Migration secondMigration(Source source) {
    return migration(name.replace('_', '-') + "-2", "rest", source, CutoverSettings.defaults());
  }

  private Migration migration(
      String migration, String schema, Source source, CutoverSettings cutover) {
    MigrationTarget target =
        new MigrationTarget(
            connection(server, name),
            "public",
            Map.of(schema, new TargetSchema(name, secret(PASSWORD), false)));
    return new Migration(
        migration, target, List.of(source), cutover, ValidationSettings.defaults());
  }

  /** The same, whose target is reached at another port. */
  public Migration migrationThrough(int port, Source source) {
    Migration usual = migration(source);
    DatabaseAddress own = usual.target().connection();
    DatabaseAddress other =
        new DatabaseAddress(
            "127.0.0.1", port, own.database(), own.user(), own.password(), TlsMode.DISABLE);
    return new Migration(
        usual.name(),
        new MigrationTarget(other, usual.target().extensionsSchema(), usual.target().schemas()),
        usual.sources(),
        usual.cutover(),
        usual.validation());
  }

  /** The same, with another role that moves. */
  public Migration migrationAs(Source source, String user, String password) {
    Migration usual = migration(source);
    DatabaseAddress own = usual.target().connection();
    DatabaseAddress other =
        new DatabaseAddress(
            own.host(), own.port(), own.database(), user, secret(password), own.tls());
    return new Migration(
        usual.name(),
        new MigrationTarget(other, usual.target().extensionsSchema(), usual.target().schemas()),
        usual.sources(),
        usual.cutover(),
        usual.validation());
  }

  public static DatabaseAddress connection(PostgresServer server, String database) {
    return new DatabaseAddress(
        server.host(),
        server.port(),
        database,
        server.superuser(),
        secret(server.password()),
        TlsMode.DISABLE);
  }

  /** Settings of a part, its defaults but for these. */
  public static <T> T settings(Class<T> type, Map<String, String> others) {
    SmallRyeConfigBuilder config = new SmallRyeConfigBuilder().withMapping(type);
    others.forEach(config::withDefaultValue);
    return config.build().getConfigMapping(type);
  }

  public void run(String sql) {
    try (java.sql.Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  public void runAsApplication(String sql) throws SQLException {
    try (java.sql.Connection connection = server.connect(name, name, PASSWORD);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows. */
  public List<String> column(String sql) {
    try (java.sql.Connection connection = server.connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** What the applications could see of the database, as pg_dump prints it, and the role. */
  public List<String> traces() {
    List<String> traces = new ArrayList<>(List.of(dump(server, name, "-N", "tributary")));
    traces.addAll(column("SELECT rolname FROM pg_roles WHERE rolname = current_database()"));
    return traces;
  }

  /** What Tributary itself keeps about the migration. */
  public List<String> kept() {
    List<String> kept = new ArrayList<>();
    for (String table :
        List.of("preparation", "checkpoint", "quarantine", "key_map", "table_shape")) {
      kept.addAll(column("SELECT '%1$s ' || t::text FROM tributary.%1$s t".formatted(table)));
    }
    return kept;
  }

  /** The schema of a database as pg_dump prints it. */
  public static String dump(PostgresServer server, String database, String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                server.binDirectory().resolve("pg_dump").toString(),
                "-s",
                "-h",
                server.host(),
                "-p",
                String.valueOf(server.port()),
                "-U",
                server.superuser()));
    command.addAll(List.of(options));
    command.add(database);
    ProcessBuilder dump = new ProcessBuilder(command).redirectErrorStream(true);
    dump.environment().put("PGPASSWORD", server.password());
    try {
      Process process = dump.start();
      String text = new String(process.getInputStream().readAllBytes());
      process.waitFor();
      // Newer pg_dump prints a random word with these.
      return text.replaceAll("(?m)^\\\\(un)?restrict .*$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static SecretRef secret(String value) {
    try {
      Path file = Files.createTempFile("tributary-end", ".secret");
      file.toFile().deleteOnExit();
      return SecretRef.file(Files.writeString(file, value).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws SQLException {
    server.dropDatabase(name);
    try (java.sql.Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS " + name);
    }
  }
}
