package io.tributary.local.security;

import static io.tributary.fixture.SupabaseShape.run;
import static io.tributary.fixture.SupabaseShape.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.SupabaseShape;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A SQLite file and a Chroma directory moved by the packaged stack into the shape of a Supabase
 * project, by the project's owner, who is no superuser, while both are written to.
 */
class SupabaseOfFilesIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String DATABASE = "default_database";
  private static final String SCHEMA =
      """
      CREATE TABLE author (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE);
      CREATE TABLE note (id INTEGER PRIMARY KEY, author INTEGER NOT NULL REFERENCES author (id),
                         price NUMERIC(10,2), body TEXT);
      CREATE INDEX note_by_author ON note (author);
      CREATE VIEW long_note AS SELECT id, body FROM note WHERE length(body) > 3;
      INSERT INTO author (name) VALUES ('Ada'), ('Björk');
      INSERT INTO note VALUES (1, 1, 1.5, 'one'), (2, 2, NULL, 'second')""";

  /** Who of the API may look into a schema of the migration, or read something there. */
  private static final String SEEING =
      """
      SELECT r.rolname || ' sees ' || n.nspname FROM pg_namespace n CROSS JOIN pg_roles r
       WHERE n.nspname IN ('notes', 'memory', 'tributary')
         AND r.rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
         AND has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
      UNION
      SELECT r.rolname || ' uses ' || c.oid::regclass FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN pg_roles r
       WHERE n.nspname IN ('notes', 'memory') AND c.relkind IN ('r', 'v', 'p')
         AND r.rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
         AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')""";

  private TestStack stack;
  private SupabaseShape supabase;
  private Path file;
  private Path directory;
  private ChromaWriter memory;

  @BeforeEach
  void create() throws Exception {
    stack = TestStack.shared();
    supabase = new SupabaseShape();
    Path home = Files.createTempDirectory("tributary-supabase");
    file = home.resolve("notes.db");
    directory = Files.createDirectory(home.resolve("chroma"));
    note(SCHEMA);
    memory = new ChromaWriter(directory, ChromaTables.CURRENT);
    memory.create(DATABASE, "episodes", "l2", 3);
    remember("early", 1, 2, 3);
  }

  @AfterEach
  void stop() throws Exception {
    memory.close();
    supabase.server.stop();
  }

  @Test
  void moveWithoutASuperuserAndTouchNothingElse() throws Exception {
    // given
    Map<String, String> before = supabase.print();
    List<String> remembered = new ArrayList<>(List.of("early"));

    // when
    stack.api().create(migrationFile());
    stack.api().post("supabase-files", "start");
    await().atMost(LIMIT).until(this::ready);
    note("INSERT INTO note VALUES (3, 1, 2.25, 'third'); UPDATE note SET price = 9 WHERE id = 2");
    for (int i = 0; i < 20; i++) {
      remember("m" + i, i, 0.5f, -i);
      remembered.add("m" + i);
    }
    await()
        .atMost(LIMIT)
        .until(
            () ->
                stack.api().tryPost("supabase-files", "cutover", "c" + System.nanoTime()).status()
                    < 300);
    await().atMost(LIMIT).until(() -> stack.api().state("supabase-files").equals("Switched"));

    // then
    assertThatThrownBy(() -> note("INSERT INTO author (name) VALUES ('late')"))
        .hasMessageContaining("moved");
    try (Connection notes = application("notes_app")) {
      assertThat(
              texts(notes, "SELECT concat_ws('|', id, author, price, body) FROM note ORDER BY id"))
          .containsExactly("1|1|1.50|one", "2|2|9.00|second", "3|1|2.25|third");
      run(notes, "INSERT INTO author (name) VALUES ('after')");
      assertThat(texts(notes, "SELECT id FROM author ORDER BY id")).containsExactly("1", "2", "3");
      assertThat(texts(notes, "SELECT body FROM long_note WHERE id = 3")).containsExactly("third");
      assertThatThrownBy(() -> run(notes, "SELECT FROM auth.users"))
          .hasMessageContaining("permission denied for schema auth");
    }
    try (Connection application = application("memory_app")) {
      assertThat(texts(application, "SELECT id FROM vector_episodes"))
          .containsExactlyInAnyOrderElementsOf(remembered);
      assertThat(
              texts(
                  application,
                  "SELECT id FROM vector_episodes ORDER BY embedding <-> '[7,0.5,-7]' LIMIT 1"))
          .containsExactly("m7");
    }
    stack.api().post("supabase-files", "complete");
    await().atMost(LIMIT).until(() -> stack.api().state("supabase-files").equals("Completed"));
    assertThat(withoutVectors(supabase.print())).isEqualTo(withoutVectors(before));
    try (Connection platform = supabase.platform()) {
      assertThat(texts(platform, SEEING)).isEmpty();
    }
  }

  private boolean ready() throws Exception {
    JsonNode view = stack.api().get("supabase-files");
    for (JsonNode check : view.path("preflight").path("checks")) {
      assertThat(check.path("result").asText()).as("%s", check).isNotEqualTo("FAILED");
    }
    return stack.api().ready("supabase-files");
  }

  private void note(String script) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      run(connection, "PRAGMA busy_timeout = 10000");
      try (var statement = connection.createStatement()) {
        statement.executeUpdate(script);
      }
    }
  }

  private void remember(String id, float... vector) throws SQLException {
    memory.write(DATABASE, "episodes", QueueOperation.upsert(id, vector));
  }

  private Connection application(String role) throws SQLException {
    return supabase.server.connect(SupabaseShape.DATABASE, role, TestStack.APP_PASSWORD);
  }

  /** The extension that collections need, its members, and the right to use its schema. */
  private static Map<String, String> withoutVectors(Map<String, String> print) {
    Map<String, String> rest = new TreeMap<>(print);
    rest.keySet()
        .removeIf(
            line ->
                line.contains("extension vector ")
                    || line.matches("right schema extensions .*(notes|memory)_app=U/.*")
                    || line.matches(
                        "(?s).*\\b(vector|halfvec|sparsevec|hnsw|ivfflat|l2_|l1_|hamming_|jaccard_|inner_product|cosine_distance|subvector|binary_quantize|array_to_).*"));
    return rest;
  }

  private String migrationFile() {
    return """
        migration: supabase-files
        target:
          connection: {host: 127.0.0.1, port: %d, database: postgres, user: postgres, password: {env: TARGET_PASSWORD}}
          extensions-schema: extensions
          schemas:
            notes: {role: notes_app, password: {env: APP_PASSWORD}}
            memory: {role: memory_app, password: {env: APP_PASSWORD}}
        sources:
          - name: notes
            kind: sqlite
            file: "%s"
            schemas: [{from: main, to: notes}]
          - name: memory
            kind: chroma
            directory: "%s"
            schemas: [{from: %s, to: memory}]
        cutover: {time-limit-millis: 60000, max-lag-millis: 10000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(supabase.server.port(), file, directory, DATABASE);
  }
}
