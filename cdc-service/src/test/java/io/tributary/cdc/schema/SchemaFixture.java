package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.common.plan.Target;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.Validation;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Migrations of test databases, and plain reading and writing on both sides. */
final class SchemaFixture {
  static final String ROLE_PASSWORD = "role's pass\\word";

  private SchemaFixture() {}

  static SchemaService service() {
    return service((step, layout) -> {});
  }

  static SchemaService service(SchemaStep.Listener listener) {
    return new SchemaService(new Databases(), settings(), Clock.systemUTC(), listener);
  }

  static SchemaSettings settings() {
    return settings(PostgresFixture.target().binDirectory().toString());
  }

  static SchemaSettings settings(String binDirectory) {
    return new SchemaSettings() {
      @Override
      public Optional<String> pgBinDirectory() {
        return Optional.of(binDirectory);
      }

      @Override
      public int jobs() {
        return 2;
      }

      @Override
      public long lockWaitMillis() {
        return 10_000;
      }

      @Override
      public long dumpTimeLimitMillis() {
        return 60_000;
      }

      @Override
      public long indexTimeLimitMillis() {
        return 60_000;
      }
    };
  }

  static Connection connection(PostgresServer server, String database) {
    return connection(server, database, server.superuser(), server.password());
  }

  static Connection connection(
      PostgresServer server, String database, String user, String password) {
    return new Connection(
        server.host(), server.port(), database, user, secret(password), "disable");
  }

  static SecretRef secret(String value) {
    try {
      Path file = Files.createTempFile("tributary-secret", null);
      file.toFile().deleteOnExit();
      return SecretRef.file(Files.writeString(file, value).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static SchemaMapping mapping(String from, String to, Map<String, String> tables) {
    return new SchemaMapping(from, to, tables, List.of(), List.of());
  }

  static Source source(String name, String database, SchemaMapping... mappings) {
    return new Source(
        name,
        SourceKind.POSTGRESQL,
        connection(PostgresFixture.source(), database),
        List.of(mappings));
  }

  static TargetSchema ownedBy(String role) {
    return new TargetSchema(role, secret(ROLE_PASSWORD), false);
  }

  static Migration migration(
      String targetDatabase, Map<String, TargetSchema> schemas, Source... sources) {
    return migration(connection(PostgresFixture.target(), targetDatabase), schemas, sources);
  }

  static Migration migration(
      Connection target, Map<String, TargetSchema> schemas, Source... sources) {
    return new Migration(
        "move",
        new Target(target, "public", schemas),
        List.of(sources),
        Cutover.defaults(),
        new Validation(5_000, 20_000));
  }

  static java.sql.Connection open(Connection place, String password) throws SQLException {
    return DriverManager.getConnection(place.jdbcUrl(), place.user(), password);
  }

  static java.sql.Connection openTarget(String database) throws SQLException {
    PostgresServer server = PostgresFixture.target();
    return open(connection(server, database), server.password());
  }

  static java.sql.Connection openSource(String database) throws SQLException {
    PostgresServer server = PostgresFixture.source();
    return open(connection(server, database), server.password());
  }

  static java.sql.Connection openAs(String role, String database) throws SQLException {
    return open(connection(PostgresFixture.target(), database, role, ROLE_PASSWORD), ROLE_PASSWORD);
  }

  static void run(java.sql.Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows. */
  static List<String> column(java.sql.Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }

  /** Creates the database of a test's target and drops the roles that the test makes. */
  static void freshTarget(String database, String... roles) throws SQLException {
    PostgresFixture.target().createDatabase(database);
    try (java.sql.Connection server = openTarget(database)) {
      for (String role : roles) {
        run(server, "DROP ROLE IF EXISTS " + role);
      }
    }
  }
}
