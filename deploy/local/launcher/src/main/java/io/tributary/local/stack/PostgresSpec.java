package io.tributary.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A PostgreSQL server of the local stack; its superuser is {@code postgres}.
 *
 * @param name such as {@code postgres-target}
 * @param port where it listens on the loopback interface
 * @param password the superuser's
 * @param binDirectory its programs
 * @param dataDirectory made when missing; the user postgres must be able to search its parents
 */
public record PostgresSpec(
    String name, int port, String password, Path binDirectory, Path dataDirectory) {
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Map<String, String> SETTINGS =
      Map.of(
          "wal_level", "logical",
          "max_wal_senders", "40",
          "max_replication_slots", "20",
          "max_connections", "200");

  /** JDBC address of one of its databases, without credentials. */
  public String jdbcUrl(String database) {
    return "jdbc:postgresql://" + LoopbackPort.HOST + ":" + port + "/" + database;
  }

  /** Address for {@code psql} and {@code init}, without password and database. */
  public String url() {
    return "postgresql://postgres@" + LoopbackPort.HOST + ":" + port;
  }

  /** How to run it. */
  public ProcessSpec process(StackLayout layout) {
    List<String> command = new ArrayList<>(List.of("sh"));
    command.add(layout.script("run-postgres.sh").toString());
    command.add(binDirectory.toString());
    command.add(dataDirectory.toString());
    command.add(String.valueOf(port));
    SETTINGS.forEach((key, value) -> command.add(key + "=" + value));
    String address = LoopbackPort.HOST + ":" + port;
    return new ProcessSpec(
        name,
        address,
        command,
        Map.of("TRIBUTARY_POSTGRES_PASSWORD", password),
        "INT",
        new ProcessReadiness.Postgres(this),
        START_LIMIT);
  }

  /** Leaves out the password. */
  @Override
  public String toString() {
    return name + " at " + LoopbackPort.HOST + ":" + port;
  }
}
