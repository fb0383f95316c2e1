package io.tributary.database.backup;

import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.Sql;
import io.tributary.database.SchemaLogin;
import io.tributary.database.ServerMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Dumps each schema of a target as its role, in one snapshot, restores all of them as these roles
 * into a scratch database of the same server, and compares. Nothing of the target is changed;
 * applications go on. What an earlier one left that was killed is removed first. Run once, by one
 * thread; {@link #stop} may come from any.
 */
public final class BackupCheck {
  private static final List<String> SECTIONS = List.of("pre-data", "data", "post-data");

  private final MigrationTarget target;
  private final SecretReader secrets;
  private final Optional<Path> programs;
  private final Consumer<String> said;
  private final BackupSessions sessions;

  /**
   * One that has not begun.
   *
   * @param secrets reads passwords
   * @param programs where pg_dump and pg_restore are, not older than the server; empty where PATH
   *     leads to them
   * @param said told what is being done
   */
  public BackupCheck(
      MigrationTarget target,
      SecretReader secrets,
      Optional<Path> programs,
      Consumer<String> said) {
    this.target = target;
    this.secrets = secrets;
    this.programs = programs;
    this.said = said;
    this.sessions = new BackupSessions(secrets);
  }

  /** One schema at the target: what it held, and the archive that was made of it. */
  private record Backup(
      SchemaLogin login,
      PgArchive archive,
      SchemaContent content,
      Map<String, Long> sequences,
      long dumpMillis) {
    String schema() {
      return login.schema();
    }

    long bytes() throws IOException {
      return Files.size(archive.file());
    }
  }

  /**
   * What was found.
   *
   * @throws TributaryException with a {@link BackupError} when a schema cannot be dumped or
   *     restored, or that cannot be tried
   * @throws InterruptedException when it was stopped
   */
  public BackupFindings run() throws InterruptedException {
    long began = System.nanoTime();
    try (DumpDirectory directory = DumpDirectory.create();
        Connection ours = sessions.lasting(target.connection())) {
      BackupTurn.take(ours);
      removeLeft(ours);
      List<Backup> backups = dump(directory);
      try (ScratchDatabase scratch = ScratchDatabase.create(ours)) {
        Map<String, Long> restored = restore(backups, scratch);
        List<CheckedSchema> schemas = compare(backups, restored, scratch);
        return new BackupFindings(schemas, since(began), scratch.bytes());
      }
    } catch (TributaryException | SQLException | IOException e) {
      throw failure(e);
    }
  }

  /** Ends it; what it made is removed by the thread that runs it, which has to be interrupted. */
  public void stop() {
    sessions.stop();
  }

  private void removeLeft(Connection ours) throws SQLException {
    for (ScratchDatabase left : ScratchDatabase.left(ours)) {
      try (left) {
        said.accept("Database " + left.name() + " was left by a check that was killed.");
      }
    }
  }

  private List<Backup> dump(DumpDirectory directory)
      throws SQLException, IOException, InterruptedException {
    List<Backup> backups = new ArrayList<>();
    try (Connection leader = sessions.reading(target.connection())) {
      String snapshot = BackupSessions.begin(leader, "SELECT pg_export_snapshot()");
      for (SchemaLogin login : logins()) {
        Path place = directory.place(String.valueOf(backups.size()));
        PgArchive archive = new PgArchive(programs, place.resolve("schema.dump"), secrets);
        try (Connection reader = sessions.reading(login)) {
          BackupSessions.begin(reader, "SET TRANSACTION SNAPSHOT " + Sql.literal(snapshot));
          ContentQuery query = new ContentQuery(reader);
          SchemaContent content = query.of(login.schema());
          long began = System.nanoTime();
          archive.dump(login, snapshot);
          long took = since(began);
          backups.add(new Backup(login, archive, content, query.sequences(login.schema()), took));
          said.accept(
              "schema %s: dumped by role %s, %d tables, %d rows, %d bytes, %d ms"
                  .formatted(
                      login.schema(),
                      login.role(),
                      content.tables().size(),
                      content.rows(),
                      Files.size(archive.file()),
                      took));
        } catch (TributaryException e) {
          throw about(login, "dumped", e);
        }
      }
    }
    return backups;
  }

  private List<SchemaLogin> logins() {
    return new TreeMap<>(target.schemas())
        .entrySet().stream()
            .map(each -> SchemaLogin.of(target, each.getKey(), each.getValue()))
            .toList();
  }

  /** How long each schema took, by name. */
  private Map<String, Long> restore(List<Backup> backups, ScratchDatabase scratch)
      throws SQLException, IOException, InterruptedException {
    List<String> standing;
    try (Connection inside = sessions.reading(target.connection().at(scratch.name()))) {
      scratch.furnish(inside, backups.stream().map(each -> each.login().role()).toList());
      standing = new ContentQuery(inside).texts("SELECT nspname FROM pg_namespace");
    }
    Map<String, Long> took = new TreeMap<>();
    for (String section : SECTIONS) {
      restore(backups, scratch, section, standing, took);
    }
    return took;
  }

  /** Schemas may refer to each other; one that cannot be restored yet waits for another one. */
  private static void restore(
      List<Backup> backups,
      ScratchDatabase scratch,
      String section,
      List<String> standing,
      Map<String, Long> took)
      throws IOException, InterruptedException {
    Deque<Backup> left = new ArrayDeque<>(backups);
    int refused = 0;
    while (!left.isEmpty()) {
      Backup backup = left.removeFirst();
      long began = System.nanoTime();
      try {
        backup
            .archive()
            .restore(
                backup.login().at(scratch.name()), section, standing.contains(backup.schema()));
        took.merge(backup.schema(), since(began), Long::sum);
        refused = 0;
      } catch (TributaryException e) {
        left.addLast(backup);
        if (++refused >= left.size()) {
          throw about(backup.login(), "restored", e);
        }
      }
    }
  }

  private List<CheckedSchema> compare(
      List<Backup> backups, Map<String, Long> restored, ScratchDatabase scratch)
      throws SQLException, IOException, InterruptedException {
    List<CheckedSchema> found = new ArrayList<>();
    for (Backup backup : backups) {
      try (Connection reader = sessions.reading(backup.login().at(scratch.name()))) {
        SchemaContent after = new ContentQuery(reader).of(backup.schema());
        found.add(
            new CheckedSchema(
                backup.schema(),
                backup.login().role(),
                backup.content().tables().size(),
                backup.content().rows(),
                backup.bytes(),
                backup.dumpMillis(),
                restored.getOrDefault(backup.schema(), 0L),
                backup.content().differences(after, backup.sequences())));
      }
    }
    return found;
  }

  private static TributaryException about(
      SchemaLogin login, String what, TributaryException cause) {
    return new TributaryException(
        cause.code(),
        "Schema %s cannot be %s by its role %s. %s"
            .formatted(login.schema(), what, login.role(), cause.getMessage()),
        Map.of("schema", login.schema()),
        cause);
  }

  private TributaryException failure(Exception e) throws InterruptedException {
    if (sessions.stopped()) {
      throw new InterruptedException();
    }
    if (e instanceof TributaryException known) {
      return known;
    }
    if (e instanceof SQLException) {
      return new TributaryException(
          BackupError.DATABASE,
          "The target %s could not be read, or no scratch database made there: %s"
              .formatted(target.connection().display(), ServerMessage.of(e)),
          Map.of("database", target.connection().display()),
          e);
    }
    return new TributaryException(
        BackupError.PROGRAM,
        "The backups could not be kept or the programs be run: " + e.getMessage(),
        Map.of(),
        e);
  }

  private static long since(long nanos) {
    return (System.nanoTime() - nanos) / 1_000_000;
  }
}
