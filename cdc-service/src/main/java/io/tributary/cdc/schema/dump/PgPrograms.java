package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.KeepAliveSettings;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.program.RestoreScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Runs pg_dump, pg_restore and psql. Passwords go through their environment. Thread-safe. */
public final class PgPrograms {
  private static final String ALL_OR_NONE = "--single-transaction";

  private final SchemaSettings settings;
  private final SecretReader secrets;
  private final KnownVersions versions =
      new KnownVersions(() -> Objects.requireNonNullElse(System.getenv("PATH"), ""));

  public PgPrograms(SchemaSettings settings, SecretReader secrets) {
    this.settings = settings;
    this.secrets = secrets;
  }

  /** Refuses a pg_dump that is missing or older than a server. */
  void requireAtLeast(int serverVersion, DatabaseAddress server, Path directory) {
    String program = program("pg_dump");
    List<String> command = List.of(program, "--version");
    String printed =
        versions.of(
            program,
            serverVersion,
            () -> ProgramRun.of(command, Map.of(), directory, dumpLimit()).output());
    ProgramVersion.require(program, printed, serverVersion, server.display());
  }

  /** Dumps definitions into an archive in custom format, without owners and privileges. */
  void dump(DatabaseAddress from, List<String> selection, Path archive) {
    List<String> command = new ArrayList<>();
    command.add(program("pg_dump"));
    command.addAll(
        List.of(
            "--schema-only",
            "--format=custom",
            "--no-owner",
            "--no-privileges",
            "--no-publications",
            "--no-subscriptions",
            "--no-security-labels",
            "--no-tablespaces",
            "--no-password",
            "--encoding=UTF8",
            "--lock-wait-timeout=" + settings.lockWaitMillis(),
            "--file=" + archive));
    command.addAll(selection);
    ProgramRun run = ProgramRun.of(command, environment(from), directoryOf(archive), dumpLimit());
    if (run.status() != 0) {
      throw new TributaryException(
          SchemaError.PG_DUMP_FAILED,
          "pg_dump could not read "
              + from.display()
              + " as user "
              + from.user()
              + ": "
              + run.errors().strip()
              + ". The role needs SELECT on every table that moves; a lock that does not come"
              + " within "
              + settings.lockWaitMillis()
              + " ms is given up.",
          Map.of("database", from.display()));
    }
  }

  /** The table of contents of an archive, split at the data. */
  ArchiveContents contents(Path archive) {
    return ArchiveContents.of(
        list(archive, List.of("pre-data")), list(archive, List.of("post-data")));
  }

  /** All entries of an archive that can move, in order. */
  List<TocEntry> entries(Path archive) {
    return ArchiveContents.parse(list(archive, List.of("pre-data", "post-data")));
  }

  /** Restores entries all or none. */
  void restoreAtOnce(DatabaseAddress into, Path archive, List<String> lines) {
    restore(into, archive, lines, List.of(ALL_OR_NONE), dumpLimit());
  }

  /** Restores entries several at a time; those before a failure stay. */
  void restoreInParallel(DatabaseAddress into, Path archive, List<String> lines) {
    restore(
        into,
        archive,
        lines,
        List.of("--jobs=" + settings.jobs()),
        Duration.ofMillis(settings.indexTimeLimitMillis()));
  }

  /** Restores entries one after the other, in the archive's order; those before a failure stay. */
  void restoreInOrder(DatabaseAddress into, Path archive, List<String> lines) {
    restore(into, archive, lines, List.of(), Duration.ofMillis(settings.indexTimeLimitMillis()));
  }

  private void restore(
      DatabaseAddress into, Path archive, List<String> lines, List<String> mode, Duration limit) {
    if (lines.isEmpty()) {
      return;
    }
    String list = "--use-list=" + listFile(archive, lines);
    List<String> direct = new ArrayList<>(mode);
    direct.add("--dbname=dbname=" + quotedForLibpq(into.database()));
    ProgramRun run = restoring(direct, list, archive, into, limit);
    if (run.status() != 0 && RestoreScript.neededAfter(run.errors())) {
      restoreByScript(into, archive, list, mode, limit);
    } else if (run.status() != 0) {
      throw refused(into, RestoreFailure.parse(run.errors()));
    }
  }

  private ProgramRun restoring(
      List<String> options, String list, Path archive, DatabaseAddress into, Duration limit) {
    List<String> command = new ArrayList<>();
    command.add(program("pg_restore"));
    command.addAll(options);
    command.addAll(
        List.of(
            "--no-owner",
            "--no-privileges",
            "--no-tablespaces",
            "--no-password",
            "--exit-on-error",
            "--verbose",
            list,
            archive.toString()));
    return ProgramRun.of(command, environment(into), directoryOf(archive), limit);
  }

  /** One entry after the other in every mode, and all or none where the mode says so. */
  private void restoreByScript(
      DatabaseAddress into, Path archive, String list, List<String> mode, Duration limit) {
    Path written = archive.resolveSibling(archive.getFileName() + ".sql");
    ProgramRun writing = restoring(List.of("--file=" + written), list, archive, into, limit);
    if (writing.status() != 0) {
      throw refused(into, RestoreFailure.parse(writing.errors()));
    }
    RestoreScript script = script(written);
    List<String> command = new ArrayList<>(List.of(program("psql"), "--no-psqlrc", "--quiet"));
    command.addAll(mode.contains(ALL_OR_NONE) ? List.of(ALL_OR_NONE) : List.of());
    command.addAll(
        List.of(
            "--no-password",
            "--output=/dev/null",
            "--set=ON_ERROR_STOP=1",
            "--file=" + script.file(),
            "--dbname=dbname=" + quotedForLibpq(into.database())));
    ProgramRun run = ProgramRun.of(command, environment(into), directoryOf(archive), limit);
    if (run.status() != 0) {
      RestoreScript.Refusal refusal = script.refusal(run.errors());
      throw refused(into, new RestoreFailure(refusal.object(), refusal.message()));
    }
  }

  private static RestoreScript script(Path written) {
    try {
      return RestoreScript.of(written);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TributaryException refused(DatabaseAddress into, RestoreFailure failure) {
    return new TributaryException(
        SchemaError.RESTORE_FAILED,
        "PostgreSQL refused a definition at "
            + into.display()
            + ": "
            + failure.display()
            + ". "
            + failure.advice(),
        Map.of("database", into.display(), "object", failure.object()));
  }

  private List<String> list(Path archive, List<String> sections) {
    List<String> command = new ArrayList<>(List.of(program("pg_restore"), "--list"));
    sections.forEach(section -> command.add("--section=" + section));
    command.add(archive.toString());
    ProgramRun run =
        ProgramRun.of(command, Map.of("LC_ALL", "C"), directoryOf(archive), dumpLimit());
    if (run.status() != 0) {
      throw new TributaryException(
          SchemaError.PG_DUMP_FAILED, "pg_restore could not list: " + run.errors().strip());
    }
    return run.output().lines().toList();
  }

  private static Path listFile(Path archive, List<String> lines) {
    try {
      return Files.write(Files.createTempFile(directoryOf(archive), "entries", null), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> environment(DatabaseAddress place) {
    Map<String, String> variables = new HashMap<>();
    variables.put("PGHOST", place.host());
    variables.put("PGPORT", String.valueOf(place.port()));
    variables.put("PGUSER", place.user());
    variables.put("PGDATABASE", place.database());
    variables.putAll(place.tls().at(secrets::tlsFile).libpqVariables());
    variables.put("PGAPPNAME", "tributary");
    variables.put("PGCONNECT_TIMEOUT", "5");
    variables.put("LC_ALL", "C");
    // Constants in definitions are printed and read as they are meant, such as an amount of money.
    variables.put(
        "PGOPTIONS",
        ValueSettings.OPTIONS
            + " "
            + KeepAliveSettings.OPTIONS
            + " -c default_transaction_read_only=off");
    if (place.password() != null) {
      variables.put("PGPASSWORD", secrets.read(place.password()));
    }
    return variables;
  }

  private static Path directoryOf(Path archive) {
    return Objects.requireNonNull(archive.getParent(), "archives are in a directory of their own");
  }

  private String program(String name) {
    return settings
        .pgBinDirectory()
        .map(directory -> Path.of(directory, name).toString())
        .orElse(name);
  }

  private Duration dumpLimit() {
    return Duration.ofMillis(settings.dumpTimeLimitMillis());
  }

  private static String quotedForLibpq(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
