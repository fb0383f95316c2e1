package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checks that pg_dump is on this machine and new enough; it refuses servers newer than itself.
 *
 * @param directory where it is, or empty for PATH
 * @param timeout for its answer
 */
public record PgDumpCheck(Optional<String> directory, Duration timeout) {
  private static final PreflightCode CODE = PreflightCode.PG_DUMP;
  private static final String SUBJECT = "cdc-service";
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) (\\d+)");

  /** Looks, given the newest server that it has to read. */
  public PreflightCheck look(long newestServer) {
    String program = directory.map(d -> Path.of(d, "pg_dump").toString()).orElse("pg_dump");
    try {
      Matcher version = VERSION.matcher(output(program));
      if (!version.find()) {
        return missing(program, "does not tell its version");
      }
      long major = Long.parseLong(version.group(1));
      return major >= newestServer
          ? CODE.passed(SUBJECT, "pg_dump is version " + major + ".")
          : tooOld(program, major, newestServer);
    } catch (IOException e) {
      return missing(program, "cannot be run (" + e.getMessage() + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return missing(program, "was not waited for: this service is stopping");
    }
  }

  private String output(String program) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
    try {
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("no answer in " + timeout.toSeconds() + " s");
      }
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } finally {
      process.destroyForcibly();
    }
  }

  private static PreflightCheck missing(String program, String what) {
    return CODE.failed(
        SUBJECT,
        "%s %s, but the schema is moved with it.".formatted(program, what),
        "Install the package postgresql-client, or set tributary.schema.pg-bin-directory to the directory of pg_dump.");
  }

  private static PreflightCheck tooOld(String program, long major, long newestServer) {
    return CODE.failed(
        SUBJECT,
        "%s is version %d and cannot read PostgreSQL %d.".formatted(program, major, newestServer),
        "Install postgresql-client-%d and set tributary.schema.pg-bin-directory to its directory."
            .formatted(newestServer));
  }
}
