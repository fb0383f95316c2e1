package io.tributary.cdc.source.postgresql.fence;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.state.StateSchema;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretPlaces;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.tributary.database.DatabaseSession;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A source of a test: a database of its own on a real server, and a service to fence it. */
final class FencedSource {
  private final PostgresServer server;
  private final String database;
  private final Path secret;

  FencedSource(PostgresServer server, String database, String... statements) throws Exception {
    this.server = server;
    this.database = database;
    this.secret = Files.createTempFile("tributary-fence", ".secret");
    secret.toFile().deleteOnExit();
    Files.writeString(secret, server.password());
    server.createDatabase(database);
    execute(statements);
    // The target of a fence keeps its key, and says whether it was opened; it may be anywhere.
    try (DatabaseSession target = new Databases().open(connection(database))) {
      new StateSchema(new SecretReader(SecretPlaces.OF_CONFIGURATION)).ensure(target);
      target.run(
          "INSERT INTO tributary.message_key (migration, key) VALUES ('shop', ?)",
          MessageSeal.newKey());
    }
  }

  FenceService service() {
    return service("tributary");
  }

  /** The service of an installation with a topic prefix of its own. */
  FenceService service(String topicPrefix) {
    FenceSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(FenceSettings.class)
            .withDefaultValue("tributary.fence.lift-wait-millis", "1500")
            .build()
            .getConfigMapping(FenceSettings.class);
    return new FenceService(new Databases(), settings, topicPrefix, Clock.systemUTC());
  }

  Migration migration(OpenTransactions openTransactions, long waitMillis) {
    CutoverSettings cutover =
        new CutoverSettings(10_000, 1_000, openTransactions, waitMillis, List.of());
    MigrationTarget target = new MigrationTarget(connection(database), "public", Map.of());
    SchemaMapping mapping =
        new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("left_behind"));
    Source source = PostgresSource.of("legacy", connection(database), List.of(mapping));
    return new Migration("shop", target, List.of(source), cutover, ValidationSettings.defaults());
  }

  /** The same by another role. */
  Migration migrationAs(String role, String password, OpenTransactions open, long waitMillis)
      throws IOException {
    Migration usual = migration(open, waitMillis);
    Path file = Files.createTempFile("tributary-fence", ".secret");
    file.toFile().deleteOnExit();
    Files.writeString(file, password);
    DatabaseAddress connection =
        new DatabaseAddress(
            server.host(),
            server.port(),
            database,
            role,
            SecretRef.file(file.toString()),
            TlsMode.PREFER);
    Source source = PostgresSource.of("legacy", connection, usual.source("legacy").schemas());
    return new Migration(
        usual.name(), usual.target(), List.of(source), usual.cutover(), usual.validation());
  }

  static Instant inSeconds(int seconds) {
    return Instant.now().plusSeconds(seconds);
  }

  java.sql.Connection connect() throws SQLException {
    return server.connect(database);
  }

  java.sql.Connection connect(String user, String password) throws SQLException {
    return server.connect(database, user, password);
  }

  void execute(String... statements) throws SQLException {
    try (java.sql.Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  String value(String sql) throws SQLException {
    try (java.sql.Connection connection = connect();
        Statement statement = connection.createStatement();
        java.sql.ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  /** The schema as pg_dump prints it, which is the judge of what is left behind. */
  String dump() throws IOException, InterruptedException {
    ProcessBuilder dump =
        new ProcessBuilder(
            server.binDirectory().resolve("pg_dump").toString(),
            "-s",
            "-h",
            server.host(),
            "-p",
            String.valueOf(server.port()),
            "-U",
            server.superuser(),
            database);
    dump.environment().put("PGPASSWORD", server.password());
    Process process = dump.redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    // Newer pg_dump prints a random word with these.
    return text.replaceAll("(?m)^\\\\(un)?restrict .*$", "");
  }

  private DatabaseAddress connection(String name) {
    return new DatabaseAddress(
        server.host(),
        server.port(),
        name,
        server.superuser(),
        SecretRef.file(secret.toString()),
        TlsMode.PREFER);
  }
}
