package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.SqliteShell;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A second process that writes to a file: the program {@code sqlite3}, kept open. */
final class SqliteWriter implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private int batches;

  SqliteWriter(Path file) {
    try {
      process = new ProcessBuilder(SqliteShell.on(file)).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    run(".timeout 60000");
  }

  /** Runs statements, which must not fail, and gives what they print. */
  String run(String sql) {
    String end = "end of batch " + ++batches;
    StringBuilder printed = new StringBuilder();
    try {
      input.write(sql + "\nSELECT '" + end + "';\n");
      input.flush();
      for (String line = output.readLine(); !end.equals(line); line = output.readLine()) {
        assertThat(line).as("the program ended: " + printed).isNotNull();
        printed.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(printed.toString()).as(sql).doesNotContain("rror:", "rror near");
    return printed.toString().strip();
  }

  /** Lets the program end as it does by itself, so that SQLite removes what is beside the file. */
  void quit() {
    try {
      input.write(".quit\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    process.onExit().join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
