package io.tributary.cdc.supabase;

import static io.tributary.fixture.SupabaseShape.run;
import static io.tributary.fixture.SupabaseShape.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.pooler.PoolerPreflight;
import io.tributary.cdc.preflight.PreflightService;
import io.tributary.cdc.preflight.check.PreflightSettings;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.dump.SchemaSettings;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.cdc.source.kinds.SourcePreflights;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.Samples;
import io.tributary.fixture.SupabaseShape;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Both PostgreSQL samples moved into the shape of a Supabase project by its owner. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SupabaseTargetIT {
  private static final String LETTA = "supabase_letta";
  private static final String N8N = "supabase_n8n";
  private static final String PASSWORD = "application's";
  private static final String OURS =
      "'letta_agents', 'letta_embeddings', 'n8n', 'rag', 'tributary'";

  /** Who may look into one of the migration's schemas, or read one of its tables. */
  private static final String SEEING =
      """
      SELECT r.rolname || ' sees ' || n.nspname FROM pg_namespace n CROSS JOIN pg_roles r
       WHERE n.nspname IN (%1$s) AND r.rolname = ANY ('{%2$s}')
         AND has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
      UNION
      SELECT r.rolname || ' reads ' || c.oid::regclass FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN pg_roles r
       WHERE n.nspname IN (%1$s) AND n.nspname <> 'tributary' AND r.rolname = ANY ('{%2$s}')
         AND CASE WHEN c.relkind IN ('r', 'p', 'v', 'm')
                  THEN has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')
                  WHEN c.relkind = 'S'
                  THEN has_sequence_privilege(r.oid, c.oid, 'USAGE, SELECT, UPDATE') END
       ORDER BY 1\
      """
          .formatted(OURS, "anon,authenticated,service_role,authenticator");

  private static SupabaseShape supabase;
  private static Migration migration;
  private static Map<String, String> before;
  private final SchemaService service =
      new SchemaService(
          new Databases(),
          TargetEnd.settings(
              SchemaSettings.class,
              Map.of(
                  "tributary.schema.pg-bin-directory",
                  PostgresFixture.source().binDirectory().toString())),
          Clock.systemUTC());

  @BeforeAll
  static void make(@TempDir Path home) throws Exception {
    Samples.load(PostgresFixture.source(), LETTA, "letta");
    Samples.load(PostgresFixture.source(), N8N, "n8n");
    grantToRolesOfTheSameNames();
    supabase = new SupabaseShape();
    Path rag =
        Files.writeString(
            home.resolve("rag.sql"),
            "CREATE EXTENSION IF NOT EXISTS vector; CREATE TABLE document (id bigserial PRIMARY"
                + " KEY, e vector(3))");
    migration = migration(rag);
    before = supabase.print();
  }

  @AfterAll
  static void drop() {
    supabase.server.stop();
  }

  @Test
  @Order(1)
  void preflightFindsNothingThatTakesASuperuser() {
    List<PreflightCheck> failed =
        checks().stream()
            .filter(check -> check.result() == Result.FAILED)
            .filter(check -> !check.code().startsWith("TRB-PREFLIGHT-CONNECT"))
            .filter(check -> !check.code().startsWith("TRB-PREFLIGHT-KAFKA"))
            .toList();

    assertThat(failed).isEmpty();
  }

  @Test
  @Order(1)
  void preflightNamesTheRightsThatRolesOfTheSameNamesDoNotGet() {
    List<PreflightCheck> leftOut =
        checks().stream().filter(check -> check.code().endsWith("-TARGET-GRANTEE")).toList();

    assertThat(leftOut).extracting(PreflightCheck::result).containsOnly(Result.WARNING).hasSize(2);
    assertThat(leftOut.get(0).finding())
        .contains("schema letta_agents", "anon (", "authenticated (", "service_role (");
    assertThat(leftOut.get(1).finding())
        .contains("schema letta_embeddings", "anon (", "authenticated (");
    assertThat(leftOut.get(1).fix())
        .contains("TO \"anon\", \"authenticated\";`")
        .contains("ON TABLES TO \"anon\", \"authenticated\", \"service_role\";`");
  }

  @Test
  @Order(2)
  void abortLeavesEverythingAsItWas() throws Exception {
    // when
    prepare();
    for (Source source : migration.sources()) {
      service.remove(new MovingSource(migration, source));
    }

    // then
    Map<String, String> after = supabase.print();
    after.keySet().removeIf(line -> line.startsWith("right extension vector "));
    after.keySet().removeIf(SupabaseTargetIT::isOfVector);
    assertThat(after).isEqualTo(before);
    try (Connection platform = supabase.platform()) {
      assertThat(texts(platform, "SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_app'"))
          .isEmpty();
      assertThat(texts(platform, "SELECT datname FROM pg_database WHERE datname ~ 'scratch'"))
          .isEmpty();
    }
  }

  @Test
  @Order(3)
  void nobodyOfTheApiSeesTheMovedSchemasButWhomTheFileNames() throws Exception {
    // when
    prepare();

    // then
    assertNobodySees();
  }

  @Test
  @Order(4)
  void rowsAreAppliedAndTheTargetIsOpenedWithoutASuperuser() throws Exception {
    // given what apply does
    try (Connection owner = supabase.owner()) {
      run(owner, "SET session_replication_role = replica");
      run(owner, "INSERT INTO n8n.settings (key, value) VALUES ('applied', '1')");
      run(owner, "INSERT INTO letta_agents.alembic_version VALUES ('applied')");
    }

    // when
    for (Source source : migration.sources()) {
      service.rehearseOpening(new MovingSource(migration, source));
      service.open(new MovingSource(migration, source));
      service.removeGate(new MovingSource(migration, source));
    }

    // then
    try (Connection n8n = supabase.server.connect(SupabaseShape.DATABASE, "n8n_app", PASSWORD)) {
      run(n8n, "CREATE SCHEMA IF NOT EXISTS n8n");
      run(n8n, "INSERT INTO settings (key, value) VALUES ('written', '2')");
      assertThat(texts(n8n, "SELECT key FROM settings WHERE key IN ('applied', 'written')"))
          .hasSize(2);
      assertThatThrownBy(() -> run(n8n, "SELECT FROM auth.users"))
          .hasMessageContaining("permission denied for schema auth");
    }
    try (Connection letta =
        supabase.server.connect(SupabaseShape.DATABASE, "letta_app", PASSWORD)) {
      assertThat(texts(letta, "SELECT count(*) FROM archival_passages")).containsExactly("0");
      assertThat(texts(letta, "SELECT '[1,2]'::vector <-> '[1,3]'")).containsExactly("1");
    }
    try (Connection rag = supabase.server.connect(SupabaseShape.DATABASE, "rag_app", PASSWORD)) {
      run(rag, "INSERT INTO document (e) VALUES ('[1,2,3]')");
    }
    assertNobodySees();
    Map<String, String> after = supabase.print();
    assertThat(after.keySet().removeIf(SupabaseTargetIT::isOfVector)).isTrue();
    // The one right that applications with vectors need outside of their schemas.
    assertThat(
            after
                .keySet()
                .removeIf(line -> line.matches("right schema extensions .*(letta|rag)_app=U/.*")))
        .isTrue();
    assertThat(after).isEqualTo(before);
  }

  /** The source is a Supabase project too: its roles of the API have rights that stay there. */
  private static void grantToRolesOfTheSameNames() throws SQLException {
    try (Connection source = PostgresFixture.source().connect(LETTA)) {
      for (String role : List.of("anon", "authenticated", "service_role")) {
        run(
            source,
            "DO $$ BEGIN CREATE ROLE "
                + role
                + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        run(source, "GRANT USAGE ON SCHEMA public TO " + role);
        run(source, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
        run(source, "GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO " + role);
        run(source, "GRANT ALL ON ALL ROUTINES IN SCHEMA public TO " + role);
        run(source, "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO " + role);
      }
    }
  }

  /** The extension that the migration brings, and its members. */
  private static boolean isOfVector(String line) {
    return line.contains("extension vector ")
        || line.matches(
            "(?s).*\\b(vector|halfvec|sparsevec|hnsw|ivfflat|l2_|l1_|hamming_|jaccard_|inner_product|cosine_distance|subvector|binary_quantize|array_to_).*");
  }

  private static void assertNobodySees() throws SQLException {
    try (Connection platform = supabase.platform()) {
      assertThat(texts(platform, SEEING))
          .containsExactly(
              "service_role reads letta_embeddings.archival_passages",
              "service_role reads letta_embeddings.source_passages",
              "service_role sees letta_embeddings");
      run(platform, "SET ROLE anon");
      for (String table : List.of("n8n.settings", "letta_agents.agents", "tributary.quarantine")) {
        assertThatThrownBy(() -> run(platform, "SELECT FROM " + table))
            .hasMessageContaining("permission denied for schema");
      }
    }
  }

  private static List<PreflightCheck> checks() {
    PreflightSettings settings = TargetEnd.settings(PreflightSettings.class, Map.of());
    Clock clock = Clock.systemUTC();
    return new PreflightService(
            new Databases(),
            new SourcePreflights(
                new Databases(),
                settings,
                clock,
                "tributary",
                Optional.of(PostgresFixture.source().binDirectory().toString())),
            new PoolerPreflight(Vertx.vertx()),
            settings,
            ConnectAddress.of("http://127.0.0.1:1"),
            clock,
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            (short) 1)
        .check(migration);
  }

  private void prepare() {
    for (Source source : migration.sources()) {
      service.prepare(new MovingSource(migration, source));
      service.makeKeys(new MovingSource(migration, source));
      service.finishAfterSnapshot(new MovingSource(migration, source));
    }
  }

  private static Migration migration(Path rag) throws Exception {
    Map<String, TargetSchema> schemas = new TreeMap<>();
    schemas.put("letta_agents", schema("letta_app", DatabaseCreate.NO, List.of(), null));
    schemas.put(
        "letta_embeddings", schema("letta_app", DatabaseCreate.NO, List.of("service_role"), null));
    schemas.put("n8n", schema("n8n_app", DatabaseCreate.YES, List.of(), null));
    schemas.put(
        "rag", schema("rag_app", DatabaseCreate.NO, List.of(), new PreparedSchema(rag.toString())));
    return new Migration(
        "to-supabase",
        new MigrationTarget(
            TargetEnd.connection(supabase.server, SupabaseShape.DATABASE), "extensions", schemas),
        List.of(
            source(
                "letta",
                LETTA,
                "letta_agents",
                Map.of(
                    "archival_passages", "letta_embeddings",
                    "source_passages", "letta_embeddings")),
            source("n8n", N8N, "n8n", Map.of())),
        CutoverSettings.defaults(),
        ValidationSettings.defaults());
  }

  private static TargetSchema schema(
      String role, DatabaseCreate create, List<String> readers, PreparedSchema prepare)
      throws Exception {
    Path file = Files.createTempFile("tributary-secret", null);
    file.toFile().deleteOnExit();
    Files.writeString(file, PASSWORD);
    return new TargetSchema(
        role, SecretRef.file(file.toString()), false, new SchemaRights(create, readers), prepare);
  }

  private static Source source(
      String name, String database, String to, Map<String, String> tables) {
    return PostgresSource.of(
        name,
        TargetEnd.connection(PostgresFixture.source(), database),
        List.of(new SchemaMapping("public", to, tables, List.of(), List.of())));
  }
}
