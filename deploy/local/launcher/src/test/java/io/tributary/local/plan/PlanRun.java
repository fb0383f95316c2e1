package io.tributary.local.plan;

import io.tributary.fixture.AllGrants;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import picocli.CommandLine;

/**
 * One run of the command.
 *
 * @param status its exit status
 * @param text what it printed
 */
record PlanRun(int status, String text) {

  /** Runs it on a migration file with these sources, and a target that does not answer. */
  static PlanRun of(Path directory, String sources, String... options) throws Exception {
    return into("{host: 127.0.0.1, port: 1, database: d, user: u}", directory, sources, options);
  }

  /** Whether it found nothing wrong in the sources; the target did not answer. */
  boolean sourcesAreRight() {
    return status == 1
        && text.contains("No problems in what could be looked at")
        && text.contains(
            "Not looked at:\n  Whether schemas and names of the target are free, because the target"
                + " 127.0.0.1:1/d cannot be read")
        && text.substring(text.indexOf("Not looked at:")).lines().count() == 3;
  }

  /** Runs it on a migration file with these sources and a connection to the target. */
  static PlanRun into(String target, Path directory, String sources, String... options)
      throws Exception {
    Path file = directory.resolve("migration.yaml");
    Files.writeString(
        file,
        "migration: m\ntarget: {connection: "
            + target
            + ", schemas: {app: {role: app}}}\nsources:\n"
            + sources.stripIndent().indent(2));
    return run(file, options);
  }

  static PlanRun run(Path file, String... options) {
    StringWriter printed = new StringWriter();
    CommandLine command =
        new CommandLine(new PlanCommand(AllGrants.EVERYTHING))
            .setOut(new PrintWriter(printed, true));
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          line.getOut().println(failure.getMessage());
          return 1;
        });
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = file.toString();
    return new PlanRun(command.execute(arguments), printed.toString());
  }

  /** Makes a SQLite file. */
  static Path sqlite(Path file, String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
    return file;
  }
}
