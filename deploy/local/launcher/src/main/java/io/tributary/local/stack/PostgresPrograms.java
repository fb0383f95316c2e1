package io.tributary.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds PostgreSQL's programs, installing what is missing; see {@code ensure-postgres.sh}. */
public final class PostgresPrograms {
  private final StackLayout layout;

  /** For a stack; a private copy of the server is kept in its home. */
  public PostgresPrograms(StackLayout layout) {
    this.layout = layout;
  }

  /** The bin directory of a server that has pgvector. */
  public Path withPgvector() {
    return run(List.of());
  }

  /** The bin directory of any server, for pg_dump and the like. */
  public Path any() {
    return run(List.of("--without-pgvector"));
  }

  private Path run(List<String> options) {
    List<String> command = new ArrayList<>(List.of("sh"));
    command.add(layout.script("ensure-postgres.sh").toString());
    command.addAll(options);
    command.add(layout.home().toString());
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      process.getOutputStream().close();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0) {
        throw new StartFailure("PostgreSQL could not be provided; the reason is above.");
      }
      return Path.of(output);
    } catch (IOException e) {
      throw new StartFailure("ensure-postgres.sh could not be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartFailure("Interrupted while PostgreSQL was provided.", e);
    }
  }
}
