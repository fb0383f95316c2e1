package io.tributary.cdc.supabase;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static io.tributary.fixture.SupabaseShape.run;
import static io.tributary.fixture.SupabaseShape.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.copy.CopyHooks;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.pooler.PoolerPreflight;
import io.tributary.cdc.preflight.PreflightService;
import io.tributary.cdc.preflight.check.PreflightSettings;
import io.tributary.cdc.source.RealSourceKinds;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TargetEnd;
import io.tributary.cdc.source.kinds.SourcePreflights;
import io.tributary.cdc.worker.ConnectAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.source.ChromaSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.secret.SecretRef;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.SupabaseShape;
import io.tributary.local.chroma.ChromaTables;
import io.tributary.local.chroma.ChromaWriter;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.vertx.mutiny.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A SQLite file and a Chroma directory moved into the shape of a Supabase project by its owner, who
 * is no superuser; what apply does is done by hand.
 */
class SupabaseFilesIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final String PASSWORD = "application's";
  private static final Map<String, String> SAMPLE_ROWS =
      Map.of(
          "music", "INSERT INTO music.\"MediaType\" VALUES (77, 'applied')",
          "memory", "INSERT INTO memory.vector_notes (id, embedding) VALUES ('n', '[1,2,3]')");

  /** Who of the API may look into one of the migration's schemas, or read something there. */
  private static final String SEEING =
      """
      SELECT r.rolname || ' sees ' || n.nspname FROM pg_namespace n CROSS JOIN pg_roles r
       WHERE n.nspname IN ('music', 'memory', 'tributary')
         AND r.rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
         AND has_schema_privilege(r.oid, n.oid, 'USAGE, CREATE')
      UNION
      SELECT r.rolname || ' reads ' || c.oid::regclass FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace CROSS JOIN pg_roles r
       WHERE n.nspname IN ('music', 'memory') AND c.relkind IN ('r', 'v')
         AND r.rolname IN ('anon', 'authenticated', 'service_role', 'authenticator')
         AND has_table_privilege(r.oid, c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE')""";

  @TempDir private Path home;
  private SupabaseShape supabase;
  private Migration migration;
  private Map<String, String> before;

  @BeforeEach
  void make() throws Exception {
    SqliteProgram.in(home).load("chinook.sql");
    Path directory = Files.createDirectory(home.resolve("chroma"));
    try (ChromaWriter application = new ChromaWriter(directory, ChromaTables.CURRENT)) {
      application.create("default_database", "notes", "l2", 3);
    }
    supabase = new SupabaseShape();
    migration =
        migration(
            SqliteSource.of("music", home.resolve("test.db").toString(), whole("main", "music")),
            ChromaSource.of(
                "memory",
                directory.toString(),
                List.of(whole("default_database", "memory")),
                ConversionRules.UNSAID));
    before = supabase.print();
  }

  @AfterEach
  void stop() {
    supabase.server.stop();
  }

  @Test
  void movesAndOpensBothWithoutASuperuserAndTouchesNothingElse() throws Exception {
    // given
    assertThat(failed()).isEmpty();

    // when
    for (Source source : migration.sources()) {
      SourceDriver driver = driver(source);
      driver.prepare();
      outlast(driver::capture);
      apply(source.name());
      driver.finishAfterSnapshot();
      assertNobodyOfTheApiSees();
      driver.rehearse();
      driver.raiseFence("token-1", Instant.now().plus(LIMIT));
      driver.checkDrained();
      driver.open();
      driver.removeGate();
      outlast(driver::removeCapture);
    }

    // then
    try (Connection music =
        supabase.server.connect(SupabaseShape.DATABASE, "music_app", PASSWORD)) {
      run(music, "INSERT INTO \"MediaType\" VALUES (78, 'written')");
      assertThat(texts(music, "SELECT \"Name\" FROM \"MediaType\" ORDER BY 1"))
          .containsExactly("applied", "written");
      assertThatThrownBy(() -> run(music, "SELECT FROM auth.users"))
          .hasMessageContaining("permission denied for schema auth");
    }
    try (Connection memory =
        supabase.server.connect(SupabaseShape.DATABASE, "memory_app", PASSWORD)) {
      assertThat(texts(memory, "SELECT embedding <-> '[1,2,4]' FROM vector_notes"))
          .containsExactly("1");
    }
    assertNobodyOfTheApiSees();
    assertThat(withoutVectors(supabase.print())).isEqualTo(withoutVectors(before));
  }

  @Test
  void abortLeavesEverythingAsItWas() throws Exception {
    // when
    for (Source source : migration.sources()) {
      driver(source).prepare();
      apply(source.name());
      driver(source).finishAfterSnapshot();
      driver(source).removeTarget();
    }

    // then
    assertThat(withoutVectors(supabase.print())).isEqualTo(withoutVectors(before));
    try (Connection platform = supabase.platform()) {
      assertThat(texts(platform, "SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_app'"))
          .isEmpty();
      assertThat(texts(platform, "SELECT nspname FROM pg_namespace WHERE nspname ~ 'music|memory'"))
          .isEmpty();
    }
  }

  @Test
  void preflightSaysOfEachRightThatIsTakenFromTheOwnerWhichOneItIs() throws Exception {
    // given what a superuser alone can give back
    try (Connection platform = supabase.platform()) {
      run(platform, "REVOKE SET ON PARAMETER session_replication_role FROM postgres");
      run(platform, "REVOKE CREATE ON DATABASE postgres FROM postgres");
    }

    // when
    List<PreflightCheck> failed = failed();

    // then
    assertThat(failed)
        .anySatisfy(
            check ->
                assertThat(check.finding() + check.fix()).contains("session_replication_role"));
    assertThat(failed)
        .anySatisfy(check -> assertThat(check.finding() + check.fix()).contains("CREATE"));
  }

  private void apply(String source) throws SQLException {
    try (Connection owner = supabase.owner()) {
      run(owner, "SET session_replication_role = replica");
      run(owner, "SET search_path = extensions");
      run(owner, SAMPLE_ROWS.get(source));
    }
  }

  private void assertNobodyOfTheApiSees() throws SQLException {
    try (Connection platform = supabase.platform()) {
      assertThat(texts(platform, SEEING)).isEmpty();
    }
  }

  private SourceDriver driver(Source source) {
    return RealSourceKinds.with(
            Map.of(),
            ConnectFixture.worker().restUrl(),
            KafkaFixture.bootstrapServers(),
            new CopyHooks())
        .of(new MovingSource(migration, source));
  }

  private List<PreflightCheck> failed() {
    PreflightSettings settings = TargetEnd.settings(PreflightSettings.class, Map.of());
    Clock clock = Clock.systemUTC();
    return new PreflightService(
            new Databases(),
            new SourcePreflights(new Databases(), settings, clock, "tributary", Optional.empty()),
            new PoolerPreflight(Vertx.vertx()),
            settings,
            ConnectAddress.of("http://127.0.0.1:1"),
            clock,
            Map.of("bootstrap.servers", "127.0.0.1:1"),
            (short) 1)
        .check(migration).stream()
            .filter(check -> check.result() == Result.FAILED)
            .filter(check -> !check.code().startsWith("TRB-PREFLIGHT-CONNECT"))
            .filter(check -> !check.code().startsWith("TRB-PREFLIGHT-KAFKA"))
            .toList();
  }

  /** The extension that collections need, its members, and the right to use its schema. */
  private static Map<String, String> withoutVectors(Map<String, String> print) {
    Map<String, String> rest = new TreeMap<>(print);
    rest.keySet()
        .removeIf(
            line ->
                line.contains("extension vector ")
                    || line.matches("right schema extensions .*(music|memory)_app=U/.*")
                    || line.matches(
                        "(?s).*\\b(vector|halfvec|sparsevec|hnsw|ivfflat|l2_|l1_|hamming_|jaccard_|inner_product|cosine_distance|subvector|binary_quantize|array_to_).*"));
    return rest;
  }

  private Migration migration(Source... sources) throws Exception {
    Map<String, TargetSchema> schemas = new TreeMap<>();
    for (Source source : sources) {
      Path secret = Files.writeString(home.resolve(source.name() + ".secret"), PASSWORD);
      schemas.put(
          source.name(),
          new TargetSchema(source.name() + "_app", SecretRef.file(secret.toString()), false));
    }
    return new Migration(
        "files-to-supabase",
        new MigrationTarget(
            TargetEnd.connection(supabase.server, SupabaseShape.DATABASE), "extensions", schemas),
        List.of(sources),
        patient(),
        ValidationSettings.defaults());
  }

  /**
   * A connector that has just begun reads in one transaction, and a file with a rollback journal
   * cannot be fenced meanwhile. The gate keeps a cutover from beginning so early.
   */
  private static CutoverSettings patient() {
    CutoverSettings usual = CutoverSettings.defaults();
    return new CutoverSettings(
        usual.timeLimitMillis(),
        usual.maxLagMillis(),
        usual.openTransactions(),
        LIMIT.toMillis(),
        usual.switchActions(),
        Map.of());
  }

  private static SchemaMapping whole(String from, String to) {
    return new SchemaMapping(from, to, Map.of(), List.of(), List.of());
  }
}
