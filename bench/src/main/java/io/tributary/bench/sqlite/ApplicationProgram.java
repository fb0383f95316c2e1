package io.tributary.bench.sqlite;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application: a process of its own that runs scripts. The {@code sqlite3} program is started
 * anew for each, the JVM stays, so that it is warm. Only the script is timed. Not thread-safe.
 */
final class ApplicationProgram implements AutoCloseable {
  private static final String DONE = "bench-done";

  private final String name;
  private final List<String> command;
  private final boolean stays;
  private @Nullable Running running;

  /** Its process, and the pipes to it. */
  private record Running(Process process, BufferedReader output, BufferedWriter input) {}

  private ApplicationProgram(String name, List<String> command, boolean stays) {
    this.name = name;
    this.command = command;
    this.stays = stays;
  }

  /** The machine's {@code sqlite3}, where there is one. */
  static Optional<ApplicationProgram> shell() throws IOException {
    Optional<Path> found =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(directory -> Path.of(directory, "sqlite3"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Process asked = new ProcessBuilder(found.get().toString(), "--version").start();
    String version = asked.inputReader().readLine().split(" ")[0];
    return Optional.of(
        new ApplicationProgram(
            "sqlite3 " + version,
            List.of(found.get().toString(), "-batch", "-csv", ":memory:"),
            false));
  }

  /** A JVM with the bundled SQLite. */
  static ApplicationProgram jvm(String version) {
    return new ApplicationProgram(
        "sqlite-jdbc " + version,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JdbcProgram.class.getName()),
        true);
  }

  String program() {
    return name;
  }

  /** Whether its first run is not to be counted. */
  boolean warmsUp() {
    return stays;
  }

  /** Runs a script on a file. */
  ScriptCost run(Path file, Path script, SqliteWorkload.Journal journal) throws IOException {
    Running program = running();
    // Opening the file loads its schema, which no application does for every transaction.
    exchange(
        program,
        ".open "
            + file
            + "\nPRAGMA busy_timeout = 60000;\nPRAGMA synchronous = "
            + journal.synchronous()
            + ";\nSELECT count(*) FROM sqlite_master;");
    double worked = ScriptCost.processor(program.process());
    long begun = System.nanoTime();
    List<String> said = exchange(program, ".read " + script);
    double seconds = (System.nanoTime() - begun) / 1e9;
    ScriptCost cost = new ScriptCost(seconds, ScriptCost.processor(program.process()) - worked);
    if (!said.isEmpty()) {
      throw new IllegalStateException(name + " said: " + said);
    }
    exchange(program, ".open :memory:");
    if (!stays) {
      close();
    }
    return cost;
  }

  private Running running() throws IOException {
    if (running == null) {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      running =
          new Running(
              process,
              process.inputReader(StandardCharsets.UTF_8),
              process.outputWriter(StandardCharsets.UTF_8));
    }
    return running;
  }

  private List<String> exchange(Running program, String lines) throws IOException {
    program.input().write(lines + "\nSELECT '" + DONE + "';\n");
    program.input().flush();
    List<String> said = new ArrayList<>();
    for (String line = program.output().readLine();
        !DONE.equals(line);
        line = program.output().readLine()) {
      if (line == null) {
        throw new IllegalStateException(name + " ended: " + said);
      }
      said.add(line);
    }
    return said;
  }

  @Override
  public void close() {
    if (running != null) {
      running.process().destroyForcibly();
      running.process().onExit().join();
      running = null;
    }
  }
}
