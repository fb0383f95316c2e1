package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.SchemaError;
import io.tributary.common.error.TributaryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One run of a program: exit status and what it printed. Blocking; the program is ended when the
 * limit is over or the thread is interrupted.
 *
 * @param status the exit status
 * @param output standard output
 * @param errors standard error
 */
record ProgramRun(int status, String output, String errors) {

  /**
   * Runs a program.
   *
   * @param command program and arguments; never a secret, other users can read them
   * @param environment variables added to this process's, such as PGPASSWORD
   * @param directory where output is kept meanwhile
   */
  static ProgramRun of(
      List<String> command, Map<String, String> environment, Path directory, Duration limit) {
    Process process = null;
    try {
      Path output = Files.createTempFile(directory, "output", null);
      Path errors = Files.createTempFile(directory, "errors", null);
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().putAll(environment);
      process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new TributaryException(
            SchemaError.TIME_LIMIT,
            command.get(0)
                + " ran longer than "
                + limit.toMillis()
                + " ms and was ended. Raise its limit under tributary.schema, or look for what it"
                + " waits for.",
            Map.of("program", command.get(0)));
      }
      return new ProgramRun(process.exitValue(), text(output), text(errors));
    } catch (IOException e) {
      throw missing(command.get(0), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TributaryException(
          SchemaError.TIME_LIMIT,
          command.get(0) + " was interrupted; it is run again.",
          Map.of("program", command.get(0)),
          e);
    } finally {
      if (process != null) {
        process.destroyForcibly();
      }
    }
  }

  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private static TributaryException missing(String program, IOException e) {
    return new TributaryException(
        SchemaError.PG_DUMP_MISSING,
        program
            + " cannot be run by this service: "
            + e.getMessage()
            + ". Install PostgreSQL's client programs (Debian: postgresql-client), or set"
            + " tributary.schema.pg-bin-directory to where they are.",
        Map.of("program", program),
        e);
  }
}
