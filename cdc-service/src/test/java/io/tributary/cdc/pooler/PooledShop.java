package io.tributary.cdc.pooler;

import io.tributary.cdc.preflight.PreflightSubject;
import io.tributary.common.desired.ClientsGoal;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.pooler.PoolerKind;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.fixture.PgBouncer;
import io.tributary.fixture.PostgresServer;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.pgclient.PgConnection;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.pgclient.PgConnectOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/** A database behind a real pooler, its target, and what is asked of the pooler. */
final class PooledShop implements AutoCloseable {
  static final String OLD = "pooler_it_old";
  static final String NEW = "pooler_it_new";
  static final String CUTOVER = "c-1";
  static final String NAME = "shop";

  final PostgresServer source;
  final PostgresServer target;
  final Path directory;
  final Path entries;
  final long limitMillis;
  PgBouncer pooler;
  private String admin = PgBouncer.ADMIN;

  PooledShop(PostgresServer source, PostgresServer target, long limitMillis, String mode) {
    this.source = source;
    this.target = target;
    this.limitMillis = limitMillis;
    source.createDatabase(OLD);
    target.createDatabase(NEW);
    try {
      directory = Files.createTempDirectory("tributary-pooler").toRealPath();
      Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
      entries = directory.resolve("entries.ini");
      write(entry(source, OLD));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    pooler = PgBouncer.including(entries, mode);
  }

  static String entry(PostgresServer server, String database) {
    return "; of the application\n[databases]\nshop = host=%s port=%d dbname=%s user=%s password=%s pool_size=4\n"
        .formatted(server.host(), server.port(), database, server.superuser(), server.password());
  }

  void write(String text) throws IOException {
    Files.writeString(entries, text);
    Files.setPosixFilePermissions(entries, PosixFilePermissions.fromString("rw-r--r--"));
  }

  String text() {
    try {
      return Files.readString(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PooledShop administeredBy(String user) {
    admin = user;
    return this;
  }

  Migration plan() {
    DatabaseAddress console =
        new DatabaseAddress(
            "127.0.0.1", pooler.port(), Pooler.CONSOLE, admin, null, TlsMode.DISABLE);
    return new Migration(
        "pooled",
        new MigrationTarget(
            PreflightSubject.connection(target, NEW),
            "public",
            Map.of(
                NAME,
                new TargetSchema(
                    target.superuser(), PreflightSubject.secret(target.password()), false))),
        List.of(
            PostgresSource.of(
                    NAME,
                    PreflightSubject.connection(source, OLD),
                    List.of(PreflightSubject.all("public", NAME)))
                .with(
                    new Pooler(
                        PoolerKind.PGBOUNCER, console, entries.toString(), Map.of("shop", NAME)))),
        new CutoverSettings(limitMillis, 1_000, OpenTransactions.ABORT_CUTOVER, 2_000, List.of()),
        ValidationSettings.defaults());
  }

  DesiredState desire(
      long generation, MigrationGoal goal, ClientsGoal clients, @Nullable Instant deadline) {
    return desire(generation, goal, clients, deadline, Direction.OUT, CUTOVER);
  }

  DesiredState desire(
      long generation,
      MigrationGoal goal,
      ClientsGoal clients,
      @Nullable Instant deadline,
      Direction direction,
      String cutover) {
    return new DesiredState(
        plan(),
        generation,
        goal,
        cutover,
        deadline,
        false,
        Instant.now(),
        List.of(),
        Set.of(),
        direction,
        Map.of(),
        RehearsalStage.STEPS,
        clients);
  }

  /** A connection of a client, which may wait for long. */
  Connection client() throws SQLException {
    return connect("shop", "application");
  }

  /** What the console answers to a command, as an operator gives it: rows of texts by column. */
  List<Map<String, String>> console(String command) {
    Vertx vertx = Vertx.vertx();
    PgConnectOptions options =
        new PgConnectOptions()
            .setHost("127.0.0.1")
            .setPort(pooler.port())
            .setDatabase(Pooler.CONSOLE)
            .setUser(PgBouncer.ADMIN)
            .setProperties(new HashMap<>(Map.of("client_encoding", "utf8")));
    try {
      List<Map<String, String>> rows = new ArrayList<>();
      PgConnection connection = PgConnection.connectAndAwait(vertx, options);
      for (Row row : connection.query(command).executeAndAwait()) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
          values.put(row.getColumnName(i), String.valueOf(row.getValue(i)));
        }
        rows.add(values);
      }
      connection.closeAndAwait();
      return rows;
    } finally {
      vertx.closeAndAwait();
    }
  }

  /** Whether clients of the database wait now, as the console tells. */
  boolean paused() {
    return console("SHOW DATABASES").stream()
        .anyMatch(row -> row.get("name").equals("shop") && row.get("paused").equals("1"));
  }

  private Connection connect(String database, String user) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    // The pooler lends a process for a transaction, which knows no statement of another one's.
    properties.setProperty("preferQueryMode", "simple");
    return new Driver()
        .connect("jdbc:postgresql://127.0.0.1:" + pooler.port() + "/" + database, properties);
  }

  @Override
  public void close() {
    pooler.close();
    source.dropDatabase(OLD);
    target.dropDatabase(NEW);
  }
}
