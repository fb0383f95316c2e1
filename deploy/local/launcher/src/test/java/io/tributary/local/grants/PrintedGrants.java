package io.tributary.local.grants;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.BoundedProgram;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** What the command prints, and psql as an administrator runs it. */
public final class PrintedGrants {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private PrintedGrants() {}

  /** What it prints of a migration file. */
  public static String of(String migration, String... options) throws Exception {
    Path file =
        Files.writeString(Files.createTempDirectory("grants").resolve("migration.yaml"), migration);
    StringWriter printed = new StringWriter();
    String[] arguments = new String[options.length + 1];
    System.arraycopy(options, 0, arguments, 0, options.length);
    arguments[options.length] = file.toString();
    int status =
        new CommandLine(new GrantsCommand())
            .setOut(new PrintWriter(printed, true))
            .execute(arguments);
    assertThat(status).isZero();
    return printed.toString();
  }

  /** Has psql run them as the superuser, and answers what it says; fails when one is refused. */
  public static String run(PostgresServer server, String database, String sql) throws Exception {
    Path script = Files.writeString(Files.createTempDirectory("grants").resolve("grants.sql"), sql);
    BoundedProgram.Result result =
        BoundedProgram.run(
            script.getParent(),
            LIMIT,
            List.of(
                "env",
                "PGPASSWORD=" + server.password(),
                PostgresFixture.source().binDirectory().resolve("psql").toString(),
                "--no-psqlrc",
                "--quiet",
                "--set=ON_ERROR_STOP=1",
                "--host=" + server.host(),
                "--port=" + server.port(),
                "--username=" + server.superuser(),
                "--dbname=" + database,
                "--file=" + script));
    assertThat(result.well()).as(result.output()).isTrue();
    return result.output();
  }
}
