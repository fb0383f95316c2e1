package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.Samples;
import io.tributary.fixture.SupabaseShape;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Letta and n8n moved by the packaged stack into the shape of a Supabase project, by the project's
 * owner, who is no superuser, while both are written to.
 */
class SupabaseIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final List<String> SOURCES = List.of("letta", "n8n");

  /** Roles of the API that may look into a schema of the migration. */
  private static final String SEEING =
      """
      SELECT r.rolname || ' sees ' || n.nspname FROM pg_namespace n CROSS JOIN pg_roles r
       WHERE n.nspname IN ('letta', 'n8n', 'tributary')
         AND r.rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
         AND has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')""";

  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private TestStack stack;
  private SupabaseShape supabase;

  @Test
  void movesWritingApplicationsWithoutASuperuserAndTouchesNothingElse() throws Exception {
    // given
    System.out.println("supabase: repeat with -Dtributary.test.seed=" + seed);
    stack = TestStack.shared();
    supabase = new SupabaseShape();
    for (String source : SOURCES) {
      load(source);
    }
    Map<String, String> before = supabase.print();
    List<PatientWriter> writers = new ArrayList<>();
    for (String source : SOURCES) {
      writers.add(
          new PatientWriter(
              () -> stack.source.connect(database(source)), this::change, 0, random.nextLong()));
    }

    // when
    try {
      stack.api().create(migrationFile());
      stack.api().post("supabase", "start");
      await().atMost(LIMIT).until(this::ready);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  stack.api().tryPost("supabase", "cutover", "c" + System.nanoTime()).status()
                      < 300);
      await().atMost(LIMIT).until(() -> stack.api().state("supabase").equals("Switched"));
    } finally {
      for (PatientWriter writer : writers) {
        writer.close();
      }
    }

    // then
    for (int i = 0; i < SOURCES.size(); i++) {
      String source = SOURCES.get(i);
      List<String> rows = Oracle.rows(stack.source, database(source), "public");
      assertThat(Oracle.rows(supabase.server, SupabaseShape.DATABASE, source))
          .as("%s, seed %d", source, seed)
          .isEqualTo(rows);
      assertThat(rows)
          .containsAll(
              writers.get(i).acknowledged().stream().map(id -> "probe (" + id + ")").toList());
      assertThat(writers.get(i).acknowledged()).isNotEmpty();
    }
    stack.api().post("supabase", "complete");
    await().atMost(LIMIT).until(() -> stack.api().state("supabase").equals("Completed"));
    assertThat(withoutWhatVectorsNeed(supabase.print())).isEqualTo(withoutWhatVectorsNeed(before));
    try (Connection platform = supabase.platform()) {
      assertThat(SupabaseShape.texts(platform, SEEING)).isEmpty();
    }
    try (Connection n8n =
        supabase.server.connect(SupabaseShape.DATABASE, "n8n_app", TestStack.APP_PASSWORD)) {
      SupabaseShape.run(n8n, "INSERT INTO note (body) VALUES ('after')");
    }
    supabase.server.stop();
  }

  private boolean ready() throws Exception {
    JsonNode view = stack.api().get("supabase");
    for (JsonNode check : view.path("preflight").path("checks")) {
      if (check.path("result").asText().equals("FAILED")) {
        throw new AssertionError(check.toString());
      }
    }
    return stack.api().ready("supabase");
  }

  private void load(String source) throws SQLException {
    Samples.load(stack.source, database(source), source);
    try (Connection connection = stack.source.connect(database(source));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE probe (id bigint PRIMARY KEY)");
      statement.execute("CREATE TABLE note (id bigserial PRIMARY KEY, body text)");
    }
  }

  private String change(Random random) {
    int note = random.nextInt(50);
    return switch (random.nextInt(3)) {
      case 0 -> "DELETE FROM note WHERE id = " + note;
      case 1 -> "UPDATE note SET body = body || '!' WHERE id = " + note;
      default -> "INSERT INTO note (body) VALUES ('note " + note + "')";
    };
  }

  /** The extension that the migration brings, and the right to use it where extensions live. */
  private static Map<String, String> withoutWhatVectorsNeed(Map<String, String> print) {
    Map<String, String> rest = new TreeMap<>(print);
    rest.keySet()
        .removeIf(
            line ->
                line.contains("extension vector ")
                    || line.matches("right schema extensions .*letta_app=U/.*")
                    || line.matches(
                        "(?s).*\\b(vector|halfvec|sparsevec|hnsw|ivfflat|l2_|l1_|hamming_|jaccard_|inner_product|cosine_distance|subvector|binary_quantize|array_to_).*"));
    return rest;
  }

  private static String database(String source) {
    return "supabase_" + source;
  }

  private String migrationFile() {
    StringBuilder sources = new StringBuilder();
    for (String source : SOURCES) {
      sources.append(
          """
            - name: %1$s
              kind: postgresql
              connection: {host: 127.0.0.1, port: %2$d, database: %3$s, user: %4$s, password: {env: SOURCE_PASSWORD}}
              schemas: [{from: public, to: %1$s}]
          """
              .formatted(source, stack.source.port(), database(source), stack.source.superuser()));
    }
    return """
        migration: supabase
        target:
          connection: {host: 127.0.0.1, port: %d, database: postgres, user: postgres, password: {env: TARGET_PASSWORD}}
          extensions-schema: extensions
          schemas:
            letta: {role: letta_app, password: {env: APP_PASSWORD}}
            n8n: {role: n8n_app, password: {env: APP_PASSWORD}, database-create: true}
        sources:
        %scutover: {time-limit-millis: 60000, max-lag-millis: 10000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(supabase.server.port(), sources);
  }
}
