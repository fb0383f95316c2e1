package io.tributary.mapping.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.fixture.SqliteShell;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A SQLite file that the {@code sqlite3} program writes and reads. */
public final class SqliteProgram {
  private final Path file;

  private SqliteProgram(Path file) {
    this.file = file;
  }

  /** A file in a directory of the test's own. */
  public static SqliteProgram in(Path directory) {
    return new SqliteProgram(directory.resolve("test.db"));
  }

  /** Runs a script of the test's resources. */
  public SqliteProgram load(String resource) {
    run(resource(resource));
    return this;
  }

  /** Runs statements and gives what they print. */
  public String run(String sql) {
    return run(List.of(), sql);
  }

  /** Reads the schema as sqlite_master holds it. */
  public List<MasterEntry> master() {
    List<MasterEntry> entries = new ArrayList<>();
    for (JsonNode row : rows("SELECT type, name, tbl_name, sql FROM sqlite_master")) {
      entries.add(
          new MasterEntry(
              row.get("type").asText(),
              row.get("name").asText(),
              row.get("tbl_name").asText(),
              row.get("sql").isNull() ? null : row.get("sql").asText()));
    }
    return entries;
  }

  /** The schema as the product reads it. */
  public SqliteSchema schema() {
    return SqliteSchemaReader.read(master(), Map.of());
  }

  /** The rows of a query. */
  public List<JsonNode> rows(String sql) {
    String json = run(List.of("-json"), sql);
    List<JsonNode> rows = new ArrayList<>();
    if (!json.isBlank()) {
      Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class).forEach(rows::add);
    }
    return rows;
  }

  /** The text of a resource. */
  public static String resource(String name) {
    try (var stream = SqliteProgram.class.getResourceAsStream("/sqlite/" + name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String run(List<String> options, String sql) {
    List<String> command = new ArrayList<>(SqliteShell.on(file));
    command.add(1, "-bail");
    command.addAll(1, options);
    try {
      Path script = Files.createTempFile(file.getParent(), "script", ".sql");
      Files.writeString(script, sql);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(script.toFile())
              .redirectErrorStream(true)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
