package io.tributary.cdc.apply;

import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresServer;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;

/** A target database of one test, read and written past apply. */
final class TargetDatabase implements AutoCloseable {
  private final PostgresServer server;
  private final String name;
  private final Path password;

  TargetDatabase(PostgresServer server, String name) throws IOException {
    this.server = server;
    this.name = name;
    this.password = Files.createTempFile("target", ".password");
    Files.writeString(password, server.password());
    server.createDatabase(name);
    Flyway.configure()
        .dataSource(server.jdbcUrl(name), server.superuser(), server.password())
        .schemas("tributary")
        .locations("classpath:db/tributary")
        .table("flyway_schema_history")
        .load()
        .migrate();
    run(
        "CREATE SCHEMA app; CREATE SCHEMA other;"
            + "CREATE FUNCTION tributary.refuse_write() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'closed'; END $$");
  }

  Migration migration(String migration) {
    return migration(migration, server.port());
  }

  /** A migration whose target is reached at another port. */
  Migration migration(String migration, int port) {
    DatabaseAddress connection =
        new DatabaseAddress(
            server.host(),
            port,
            name,
            server.superuser(),
            SecretRef.file(password.toString()),
            TlsMode.DISABLE);
    SchemaMapping mapping =
        new SchemaMapping("public", "app", Map.of("moved", "other"), List.of(), List.of("stays"));
    Source source = PostgresSource.of("src", connection, List.of(mapping));
    return new Migration(
        migration,
        new MigrationTarget(connection, "public", Map.of()),
        List.of(source),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  /** A migration whose one source is a SQLite file, declared by its tables' statements. */
  Migration sqliteMigration(String migration, OnInvalid onInvalid, String... statements) {
    Migration plain = migration(migration);
    Source source =
        SqliteSource.of(
                "src",
                "/nowhere/app.db",
                new SchemaMapping("main", "app", Map.of(), List.of(), List.of("stays")))
            .with(ConversionRules.UNSAID.with(onInvalid));
    List<MasterEntry> entries = new ArrayList<>();
    for (String statement : statements) {
      String name = statement.split("[ (]+")[2];
      entries.add(new MasterEntry("table", name, name, statement));
    }
    String basis = Json.text(MappingBasis.ofFile(entries, Map.of(), List.of()));
    run(
        "INSERT INTO tributary.preparation VALUES ('%s', 'src', '%s', '%s', now())"
            .formatted(migration, MappingBasis.ITEM, basis.replace("'", "''")));
    return new Migration(
        migration, plain.target(), List.of(source), plain.cutover(), plain.validation());
  }

  /** Creates a migrated table: with the trigger that closes it to everybody but replication. */
  void table(String table, String definition) {
    run(
        "CREATE TABLE %s (%s); CREATE TRIGGER tributary_closed BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s EXECUTE FUNCTION tributary.refuse_write()"
            .formatted(table, definition, table));
  }

  /** Runs statements as a replica, so that the closing triggers let them through. */
  void run(String sql) {
    try (java.sql.Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute("SET session_replication_role = replica");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Rows of a query, columns joined by a bar; null as the word. */
  List<String> rows(String sql) {
    try (java.sql.Connection connection = server.connect(name);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> out = new ArrayList<>();
      while (rows.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(rows.getString(i)));
        }
        out.add(String.join("|", cells));
      }
      return out;
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  String one(String sql) {
    return rows(sql).get(0);
  }

  @Override
  public void close() throws IOException {
    server.dropDatabase(name);
    Files.deleteIfExists(password);
  }
}
