package io.tributary.cdc.schema;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.cdc.schema.dump.SchemaStep;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
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
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.Driver;

/** Migrations of test databases, and plain reading and writing on both sides. */
public final class SchemaFixture {
  public static final String ROLE_PASSWORD = "role's pass\\word";

  private SchemaFixture() {}

  public static SchemaService service() {
    return service((step, layout) -> {});
  }

  public static SchemaService service(SchemaStep.Listener listener) {
    return new SchemaService(new Databases(), settings(), Clock.systemUTC(), listener);
  }

  public static SchemaService service(SchemaSettings settings) {
    return new SchemaService(new Databases(), settings, Clock.systemUTC(), (step, layout) -> {});
  }

  public static SchemaSettings settings() {
    return settings(PostgresFixture.target().binDirectory().toString());
  }

  public static SchemaSettings settings(String binDirectory) {
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

  public static DatabaseAddress connection(PostgresServer server, String database) {
    return connection(server, database, server.superuser(), server.password());
  }

  public static DatabaseAddress connection(
      PostgresServer server, String database, String user, String password) {
    return new DatabaseAddress(
        server.host(), server.port(), database, user, secret(password), TlsMode.DISABLE);
  }

  public static SecretRef secret(String value) {
    try {
      Path file = Files.createTempFile("tributary-secret", null);
      file.toFile().deleteOnExit();
      return SecretRef.file(Files.writeString(file, value).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static SchemaMapping mapping(String from, String to, Map<String, String> tables) {
    return new SchemaMapping(from, to, tables, List.of(), List.of());
  }

  public static Source source(String name, String database, SchemaMapping... mappings) {
    return PostgresSource.of(
        name, connection(PostgresFixture.source(), database), List.of(mappings));
  }

  public static TargetSchema ownedBy(String role) {
    return new TargetSchema(role, secret(ROLE_PASSWORD), false);
  }

  /** Of an application whose functions are run as a superuser. */
  public static TargetSchema trusted(String role) {
    return new TargetSchema(
        role,
        secret(ROLE_PASSWORD),
        false,
        new SchemaRights(DatabaseCreate.UNSAID, List.of(), true));
  }

  public static Migration migration(
      String targetDatabase, Map<String, TargetSchema> schemas, Source... sources) {
    return migration(connection(PostgresFixture.target(), targetDatabase), schemas, sources);
  }

  public static Migration migration(
      DatabaseAddress target, Map<String, TargetSchema> schemas, Source... sources) {
    return new Migration(
        "move",
        new MigrationTarget(target, "public", schemas),
        List.of(sources),
        CutoverSettings.defaults(),
        new ValidationSettings(5_000, 20_000));
  }

  public static java.sql.Connection open(DatabaseAddress place, String password)
      throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", place.user());
    properties.setProperty("password", password);
    // DriverManager takes drivers of one class loader; tests live in several.
    return new Driver().connect("jdbc:postgresql://" + place.display(), properties);
  }

  public static java.sql.Connection openTarget(String database) throws SQLException {
    PostgresServer server = PostgresFixture.target();
    return open(connection(server, database), server.password());
  }

  public static java.sql.Connection openSource(String database) throws SQLException {
    PostgresServer server = PostgresFixture.source();
    return open(connection(server, database), server.password());
  }

  public static java.sql.Connection openAs(String role, String database) throws SQLException {
    return open(connection(PostgresFixture.target(), database, role, ROLE_PASSWORD), ROLE_PASSWORD);
  }

  public static void run(java.sql.Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of all rows. */
  public static List<String> column(java.sql.Connection connection, String sql)
      throws SQLException {
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
  public static void freshTarget(String database, String... roles) throws SQLException {
    PostgresFixture.target().createDatabase(database);
    try (java.sql.Connection server = openTarget(database)) {
      for (String role : roles) {
        run(server, "DROP ROLE IF EXISTS " + role);
      }
    }
  }
}
