package io.tributary.cdc.source.sqlite.schema;

import io.tributary.fixture.SqliteShell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The sqlite3 program, kept running with a transaction that writes. */
public final class OpenWriter implements AutoCloseable {
  private static final String DONE = "-- done --";

  private final Process process;
  private final Writer input;
  private final BufferedReader output;

  private OpenWriter(Path file) throws IOException {
    this.process = new ProcessBuilder(SqliteShell.on(file)).redirectErrorStream(true).start();
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  public static OpenWriter in(Path directory, String sql) throws IOException {
    OpenWriter writer = new OpenWriter(directory.resolve("test.db"));
    writer.run("PRAGMA busy_timeout = 10000; BEGIN IMMEDIATE; " + sql);
    return writer;
  }

  /** Runs statements and gives what they print. */
  public String run(String sql) throws IOException {
    input.write(sql + ";\n.print '" + DONE + "'\n");
    input.flush();
    StringBuilder printed = new StringBuilder();
    for (String line = output.readLine();
        line != null && !line.equals(DONE);
        line = output.readLine()) {
      printed.append(line).append('\n');
    }
    return printed.toString();
  }

  @Override
  public void close() throws IOException {
    input.close();
    process.destroy();
  }
}
