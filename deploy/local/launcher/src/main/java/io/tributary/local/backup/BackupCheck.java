package io.tributary.local.backup;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.TrustedNames;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.ConnectionSource;
import io.tributary.database.SchemaLogin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Dumps each schema of a target as its role, in one snapshot, restores all of them as these roles
 * into a scratch database of the same server, and compares. Nothing of the target is changed;
 * applications go on. Used by one thread.
 *
 * @param migration whose target it is
 * @param secrets reads passwords
 * @param programs where pg_dump and pg_restore are, not older than the server
 * @param said told what is being done
 */
record BackupCheck(
    Migration migration, SecretReader secrets, Path programs, Consumer<String> said) {
  private static final List<String> SECTIONS = List.of("pre-data", "data", "post-data");

  /** One schema at the target: what it held, and the archive that was made of it. */
  private record Backup(
      SchemaLogin login, PgArchive archive, SchemaContent content, Map<String, Long> sequences) {
    String schema() {
      return login.schema();
    }
  }

  /**
   * What was found, by schema; an empty list where it was restored as it is.
   *
   * @throws NotRestorable when a schema cannot be dumped or restored
   */
  Map<String, List<String>> run() throws SQLException, IOException, InterruptedException {
    Path directory = Files.createTempDirectory("tributary-backup-check");
    try (Connection target = open(migration.target().connection())) {
      for (String other : ScratchDatabase.others(target)) {
        said.accept(
            "Database " + other + " is of another check; drop it if none is running just now.");
      }
      List<Backup> backups = dump(directory);
      try (ScratchDatabase scratch = ScratchDatabase.create(target)) {
        restore(backups, scratch);
        return compare(backups, scratch);
      }
    } finally {
      delete(directory);
    }
  }

  private List<Backup> dump(Path directory) throws SQLException, IOException, InterruptedException {
    List<Backup> backups = new ArrayList<>();
    try (Connection leader = open(migration.target().connection())) {
      String snapshot = begin(leader, "SELECT pg_export_snapshot()");
      for (SchemaLogin login : logins()) {
        Path place = Files.createDirectory(directory.resolve(String.valueOf(backups.size())));
        PgArchive archive = new PgArchive(programs, place.resolve("schema.dump"), secrets);
        try (Connection reader = open(login)) {
          begin(reader, "SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
          ContentQuery query = new ContentQuery(reader);
          SchemaContent content = query.of(login.schema());
          archive.dump(login, snapshot);
          backups.add(new Backup(login, archive, content, query.sequences(login.schema())));
        } catch (NotRestorable e) {
          throw about(login, "dumped", e);
        }
        said.accept(
            "schema %s: dumped by role %s, %d tables, %d rows, %d bytes"
                .formatted(
                    login.schema(),
                    login.role(),
                    backups.get(backups.size() - 1).content().tables().size(),
                    backups.get(backups.size() - 1).content().rows(),
                    Files.size(archive.file())));
      }
    }
    return backups;
  }

  private List<SchemaLogin> logins() {
    return new TreeMap<>(migration.target().schemas())
        .entrySet().stream()
            .map(each -> SchemaLogin.of(migration.target(), each.getKey(), each.getValue()))
            .toList();
  }

  private void restore(List<Backup> backups, ScratchDatabase scratch)
      throws SQLException, IOException, InterruptedException {
    List<String> standing;
    try (Connection inside = open(migration.target().connection().at(scratch.name()))) {
      scratch.furnish(inside, backups.stream().map(each -> each.login().role()).toList());
      standing = new ContentQuery(inside).texts("SELECT nspname FROM pg_namespace");
    }
    for (String section : SECTIONS) {
      restore(backups, scratch, section, standing);
    }
  }

  /** Schemas may refer to each other; one that cannot be restored yet waits for another one. */
  private static void restore(
      List<Backup> backups, ScratchDatabase scratch, String section, List<String> standing)
      throws IOException, InterruptedException {
    Deque<Backup> left = new ArrayDeque<>(backups);
    int refused = 0;
    while (!left.isEmpty()) {
      Backup backup = left.removeFirst();
      try {
        backup
            .archive()
            .restore(
                backup.login().at(scratch.name()), section, standing.contains(backup.schema()));
        refused = 0;
      } catch (NotRestorable e) {
        left.addLast(backup);
        if (++refused >= left.size()) {
          throw about(backup.login(), "restored", e);
        }
      }
    }
  }

  private Map<String, List<String>> compare(List<Backup> backups, ScratchDatabase scratch)
      throws SQLException {
    Map<String, List<String>> found = new TreeMap<>();
    for (Backup backup : backups) {
      try (Connection reader = open(backup.login().at(scratch.name()))) {
        SchemaContent restored = new ContentQuery(reader).of(backup.schema());
        found.put(backup.schema(), backup.content().differences(restored, backup.sequences()));
      }
    }
    return found;
  }

  private static NotRestorable about(SchemaLogin login, String what, NotRestorable cause) {
    return new NotRestorable(
        "Schema %s cannot be %s by its role %s. %s"
            .formatted(login.schema(), what, login.role(), cause.getMessage()));
  }

  private Connection open(SchemaLogin login) throws SQLException {
    Connection connection = open(login.address());
    if (login.acting().isPresent()) {
      execute(connection, "SET ROLE " + Sql.identifier(login.role()));
    }
    return connection;
  }

  private Connection open(DatabaseAddress place) throws SQLException {
    Connection connection =
        ConnectionSource.of(place, secrets, "tributary-backup-check", Duration.ZERO)
            .getConnection();
    execute(connection, ValueSettings.SQL + TrustedNames.SQL);
    return connection;
  }

  /** Begins a transaction that cannot write and sees one snapshot; what the statement answers. */
  private static String begin(Connection connection, String first) throws SQLException {
    connection.setAutoCommit(false);
    execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
    if (first.startsWith("SELECT")) {
      return new ContentQuery(connection).texts(first).get(0);
    }
    execute(connection, first);
    return "";
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path each : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(each);
      }
    }
  }
}
