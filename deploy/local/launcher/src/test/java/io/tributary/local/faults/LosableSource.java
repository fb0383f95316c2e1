package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.CuttingProxy;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/** A small source with a way back, which is gone from one moment on and is kept elsewhere. */
abstract class LosableSource implements AutoCloseable {
  private static final String OURS =
      "SELECT name FROM sqlite_master WHERE name GLOB '_tributary_*'";

  final TestStack stack;
  final String name;

  private LosableSource(TestStack stack, String name) {
    this.stack = stack;
    this.name = name;
  }

  static LosableSource of(String kind, TestStack stack, String name) throws Exception {
    return switch (kind) {
      case "POSTGRESQL" -> new Server(stack, name);
      case "SQLITE" -> new SqliteFile(stack, name);
      default -> new ChromaDirectory(stack, name);
    };
  }

  abstract String place();

  abstract String schema();

  /** A line of an application of the target. */
  abstract String write();

  abstract void lose() throws Exception;

  /** What was named stays there in truth. */
  abstract void assertStillThere(String named) throws Exception;

  LegacyMigration migration(OperatorApi api) {
    String zone = this instanceof SqliteFile ? "\nzone: UTC" : "";
    return new LegacyMigration(
        stack, api, name, "way-back: replicate" + zone, "{time-limit-millis: 60000}") {
      @Override
      public String place() {
        return LosableSource.this.place();
      }

      @Override
      public String schema() {
        return LosableSource.this.schema();
      }
    };
  }

  @Override
  public void close() throws Exception {}

  /** A database whose address leads nowhere any more. */
  private static final class Server extends LosableSource {
    private final CuttingProxy proxy;

    Server(TestStack stack, String name) throws Exception {
      super(stack, name);
      stack.source.createDatabase(name);
      try (Connection connection = stack.source.connect(name);
          Statement statement = connection.createStatement()) {
        statement.execute("CREATE TABLE item (id int PRIMARY KEY); INSERT INTO item VALUES (1)");
      }
      proxy = new CuttingProxy(stack.source);
    }

    @Override
    String place() {
      return """
          kind: postgresql
          connection: {host: 127.0.0.1, port: %d, tls: disable, database: %s, user: %s, password: {env: SOURCE_PASSWORD}}\
          """
          .formatted(proxy.port(), name, stack.source.superuser());
    }

    @Override
    String schema() {
      return "public";
    }

    @Override
    String write() {
      return "INSERT INTO \"" + name + "\".item VALUES (2)";
    }

    @Override
    void lose() {
      proxy.close();
    }

    @Override
    void assertStillThere(String named) throws SQLException {
      List<String> slots =
          Oracle.column(
              stack.source,
              name,
              "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()");
      assertThat(slots).hasSize(1);
      assertThat(named)
          .contains("replication slot " + slots.get(0), "publication " + slots.get(0))
          .contains("database " + name, "schema tributary_fence", "schema tributary of database");
      assertThat(Oracle.column(stack.source, name, "SELECT pubname FROM pg_publication"))
          .isEqualTo(slots);
    }

    @Override
    public void close() throws SQLException {
      proxy.close();
      Oracle.column(
          stack.source,
          name,
          "SELECT pg_drop_replication_slot(slot_name) FROM pg_replication_slots"
              + " WHERE database = current_database() AND NOT active");
    }
  }

  /** A file that was moved away. */
  private static final class SqliteFile extends LosableSource {
    private final Path file;
    private final Path elsewhere;

    SqliteFile(TestStack stack, String name) throws Exception {
      super(stack, name);
      Path directory = Files.createTempDirectory("tributary-gone");
      file = Files.createDirectory(directory.resolve("here")).resolve("app.db");
      elsewhere = directory.resolve("there");
      try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
          Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "CREATE TABLE item (id INTEGER PRIMARY KEY); INSERT INTO item VALUES (1)");
      }
    }

    @Override
    String place() {
      return "kind: sqlite\nfile: \"" + file + "\"";
    }

    @Override
    String schema() {
      return "main";
    }

    @Override
    String write() {
      return "INSERT INTO \"" + name + "\".item VALUES (2)";
    }

    @Override
    void lose() throws IOException {
      Files.move(file.getParent(), elsewhere);
    }

    @Override
    void assertStillThere(String named) throws SQLException {
      assertOursIn(elsewhere.resolve("app.db"));
      assertThat(named).contains("_tributary_*, in " + file, "_tributary_fence_* in " + file);
    }
  }

  /** A directory that was moved away. */
  private static final class ChromaDirectory extends LosableSource {
    private final Path directory;
    private final Path elsewhere;

    ChromaDirectory(TestStack stack, String name) throws Exception {
      super(stack, name);
      Path parent = Files.createTempDirectory("tributary-gone");
      directory = Files.createDirectory(parent.resolve("here"));
      elsewhere = parent.resolve("there");
      try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
        application.create("default_database", "notes", "l2", 2);
        application.write(
            "default_database",
            "notes",
            QueueOperation.upsert("a", new float[] {1, 2}).with(Map.of("chroma:document", "x")));
      }
    }

    @Override
    String place() {
      return "kind: chroma\ndirectory: \"" + directory + "\"";
    }

    @Override
    String schema() {
      return "default_database";
    }

    @Override
    String write() {
      return "UPDATE \"" + name + "\".vector_notes SET document = 'y' WHERE id = 'a'";
    }

    @Override
    void lose() throws IOException {
      Files.move(directory, elsewhere);
    }

    @Override
    void assertStillThere(String named) throws SQLException {
      assertOursIn(elsewhere.resolve("chroma.sqlite3"));
      assertThat(named).contains("_tributary_*, in " + directory + "/chroma.sqlite3");
    }
  }

  private static void assertOursIn(Path file) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      assertThat(SqlitePrint.rows(connection, OURS)).isNotEmpty();
    }
  }
}
