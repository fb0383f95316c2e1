package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A second process that writes to the file: the {@code sqlite3} program, whose SQLite is older than
 * the connector's; where it is not installed (or with {@code -Dtributary.writer.jvm=true}), a JVM
 * with the bundled SQLite.
 */
final class Writer implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private int statements;

  private Writer(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  static Writer on(Path file) {
    Writer writer = new Writer(program(file));
    writer.run("PRAGMA busy_timeout = 60000;");
    return writer;
  }

  private static List<String> program(Path file) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .filter(directory -> !Boolean.getBoolean("tributary.writer.jvm"))
        .map(directory -> Path.of(directory, "sqlite3"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> List.of(program.toString(), "-batch", file.toString()))
        .orElseGet(
            () ->
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    ClassPath.text(),
                    WriterMain.class.getName(),
                    file.toString()));
  }

  /** Runs statements; answers what the process printed. */
  String run(String sql) {
    String done = "tributary-done-" + ++statements;
    StringBuilder said = new StringBuilder();
    try {
      input.write(sql + "\nSELECT '" + done + "';\n");
      input.flush();
      for (String line = output.readLine(); !done.equals(line); line = output.readLine()) {
        if (line == null) {
          throw new AssertionError("the writer ended: " + said);
        }
        said.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return said.toString();
  }

  /** Runs statements that must not fail. */
  void execute(String sql) {
    assertThat(run(sql)).as(sql).doesNotContainIgnoringCase("error");
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }
}
