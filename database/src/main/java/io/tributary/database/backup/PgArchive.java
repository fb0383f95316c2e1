package io.tributary.database.backup;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.sql.KeepAliveSettings;
import io.tributary.common.sql.Sql;
import io.tributary.common.sql.ValueSettings;
import io.tributary.database.SchemaLogin;
import io.tributary.database.program.RestoreScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dump of one schema in a file: made by pg_dump and read by pg_restore, or psql, as the schema's
 * role. A program that refuses is {@link BackupError#NOT_RESTORABLE} with what it said. Not
 * thread-safe.
 *
 * @param programs where pg_dump and pg_restore are; empty where PATH leads to them
 * @param file of the archive, in a directory of its own
 * @param secrets reads passwords, which go through the programs' environment
 */
record PgArchive(Optional<Path> programs, Path file, SecretReader secrets) {
  private static final int PRINTED = 2_000;

  /** Dumps what a snapshot of the login's database shows. */
  void dump(SchemaLogin from, String snapshot) throws IOException, InterruptedException {
    List<String> options = new ArrayList<>(from.options());
    options.addAll(
        List.of(
            "--format=custom",
            "--compress=1",
            "--no-publications",
            "--no-subscriptions",
            "--snapshot=" + snapshot,
            "--schema=" + Sql.identifier(from.schema()),
            "--file=" + file));
    run("pg_dump", options, from.address());
  }

  /**
   * Restores one section, all or nothing: {@code pre-data}, {@code data} or {@code post-data}.
   *
   * @param standing whether the schema itself is there already
   */
  void restore(SchemaLogin into, String section, boolean standing)
      throws IOException, InterruptedException {
    Path list = file.resolveSibling(section + ".list");
    String entries = run("pg_restore", List.of("--list", file.toString()), into.address());
    Files.write(list, entries.lines().filter(line -> !standing || !isSchema(line)).toList());
    String database = "--dbname=" + connection(into.address().database());
    List<String> options = new ArrayList<>(into.options());
    options.addAll(List.of("--section=" + section, "--no-owner", "--use-list=" + list));
    List<String> direct = new ArrayList<>(options);
    direct.addAll(List.of(database, "--single-transaction", "--exit-on-error", file.toString()));
    try {
      run("pg_restore", direct, into.address());
    } catch (TributaryException e) {
      if (!RestoreScript.neededAfter(e.report().message())) {
        throw e;
      }
      restoreByScript(into, section, options, database);
    }
  }

  private void restoreByScript(
      SchemaLogin into, String section, List<String> options, String database)
      throws IOException, InterruptedException {
    Path written = file.resolveSibling(section + ".sql");
    List<String> writing = new ArrayList<>(options);
    writing.addAll(List.of("--file=" + written, file.toString()));
    run("pg_restore", writing, into.address());
    run(
        "psql",
        List.of(
            "--no-psqlrc",
            "--quiet",
            "--single-transaction",
            "--set=ON_ERROR_STOP=1",
            "--file=" + RestoreScript.of(written).file(),
            database),
        into.address());
  }

  private static boolean isSchema(String line) {
    return line.matches("\\d+; \\d+ \\d+ SCHEMA - .*");
  }

  private static String connection(String database) {
    return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private String run(String program, List<String> options, DatabaseAddress place)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(programs.map(bin -> bin.resolve(program).toString()).orElse(program));
    command.add("--no-password");
    command.addAll(options);
    Path errors = file.resolveSibling(program + ".errors");
    Path printed = file.resolveSibling(program + ".output");
    // To files, because a thread that reads a program's output is not interrupted.
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(errors.toFile()).redirectOutput(printed.toFile());
    environment(builder.environment(), place);
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (process.waitFor() != 0) {
        String said = Files.readString(errors).strip();
        throw new TributaryException(
            BackupError.NOT_RESTORABLE,
            program + ": " + said.substring(0, Math.min(PRINTED, said.length())));
      }
      return Files.readString(printed);
    } finally {
      process.destroyForcibly();
    }
  }

  private void environment(Map<String, String> variables, DatabaseAddress place) {
    variables.put("PGHOST", place.host());
    variables.put("PGPORT", String.valueOf(place.port()));
    variables.put("PGUSER", place.user());
    variables.put("PGDATABASE", place.database());
    variables.putAll(place.tls().at(secrets::tlsFile).libpqVariables());
    variables.put("PGAPPNAME", "tributary-backup-check");
    variables.put("LC_ALL", "C");
    variables.put("PGOPTIONS", ValueSettings.OPTIONS + " " + KeepAliveSettings.OPTIONS);
    if (place.password() != null) {
      variables.put("PGPASSWORD", secrets.read(place.password()));
    }
  }
}
