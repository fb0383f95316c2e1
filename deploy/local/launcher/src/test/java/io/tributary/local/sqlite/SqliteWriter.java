package io.tributary.local.sqlite;

import io.tributary.fixture.SqliteShell;
import io.tributary.local.stack.StackOptions;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A process of its own that writes random transactions into a file and notes which were
 * acknowledged: each inserts a number of its own into the table {@code probe}.
 */
final class SqliteWriter implements AutoCloseable {
  /** Leaves the two processors to what is tested. */
  private static final long PACE_NANOS = 40_000_000;

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final Function<Random, List<String>> transaction;
  private final Random random;
  private final List<Long> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::write, "sqlite writer");
  private volatile boolean running = true;
  private volatile long statements;
  private volatile Exception failure;
  private long next;

  /**
   * Begins to write; transactions are numbered behind {@code first}.
   *
   * @param program of the process, see {@link #sqlite3} and {@link #java}
   * @param settings statements that come before everything else
   */
  SqliteWriter(
      List<String> program,
      List<String> settings,
      Function<Random, List<String>> transaction,
      long first,
      long seed)
      throws IOException {
    this.process = new ProcessBuilder(program).redirectErrorStream(true).start();
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.input =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.transaction = transaction;
    this.next = first;
    this.random = new Random(seed);
    send("PRAGMA busy_timeout = 60000;");
    for (String setting : settings) {
      send(setting);
    }
    thread.start();
  }

  /** The {@code sqlite3} program, whose SQLite is older. */
  static List<String> sqlite3(Path file) {
    return SqliteShell.on(file);
  }

  /** A JVM with the bundled SQLite. */
  static List<String> java(Path file) {
    // Surefire hides the class path behind a jar of its own.
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return List.of(
        StackOptions.java().toString(),
        "-Xmx64m",
        "-cp",
        path,
        SqliteWriterMain.class.getName(),
        file.toString());
  }

  /** Numbers of the transactions that were acknowledged. */
  List<Long> acknowledged() {
    return Collections.unmodifiableList(acknowledged);
  }

  /** How many statements were sent, refused ones included. */
  long statements() {
    return statements;
  }

  private void write() {
    try {
      while (running) {
        writeOne();
        LockSupport.parkNanos(PACE_NANOS);
      }
    } catch (IOException e) {
      failure = e;
    }
  }

  /** A row that is still there when no transaction is open has been committed. */
  private void writeOne() throws IOException {
    long id = ++next;
    for (String statement : transaction.apply(random)) {
      send(statement.replace(":probe", String.valueOf(id)));
      statements++;
    }
    send("ROLLBACK;");
    send("SELECT 'acknowledged' FROM probe WHERE id = " + id + ";");
    send("SELECT 'done " + id + "';");
    input.flush();
    for (String line = output.readLine(); !("done " + id).equals(line); line = output.readLine()) {
      if (line == null) {
        throw new IOException("the writer's process has ended");
      }
      if (line.equals("acknowledged")) {
        acknowledged.add(id);
      }
    }
  }

  private void send(String statement) throws IOException {
    input.write(statement);
    input.newLine();
  }

  @Override
  public void close() throws Exception {
    running = false;
    thread.join();
    process.destroyForcibly();
    process.onExit().join();
    if (failure != null) {
      throw failure;
    }
  }
}
