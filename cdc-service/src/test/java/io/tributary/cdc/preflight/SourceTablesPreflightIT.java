package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.source;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.seal.SealedTarget;
import io.tributary.cdc.source.postgresql.fence.FenceService;
import io.tributary.cdc.source.postgresql.fence.FenceSettings;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.LargeObjects;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.WhenEmpty;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceTablesPreflightIT {
  private static final String DATABASE = "preflight_tables_it";

  private final PostgresServer server = PostgresFixture.source();
  private DatabaseAddress target;

  @BeforeEach
  void create() throws Exception {
    server.createDatabase(DATABASE);
    PostgresFixture.target().createDatabase(DATABASE);
    target = connection(PostgresFixture.target(), DATABASE);
    run(
        "CREATE SCHEMA app",
        "CREATE TABLE app.customer (id int PRIMARY KEY)",
        "CREATE TABLE app.orders (id int PRIMARY KEY)");
  }

  @AfterEach
  void drop() {
    server.dropDatabase(DATABASE);
    PostgresFixture.target().dropDatabase(DATABASE);
  }

  @Test
  void namesUnknownTablesWithTheNearestName() {
    // given
    SchemaMapping mapping =
        new SchemaMapping(
            "app",
            "shop",
            Map.of("custmer", "other"),
            List.of("ord*", "x*"),
            List.of("nothing_like_it", "tmp_?"));

    // when
    List<PreflightCheck> checks = withCode(checksOfSource(mapping), "TABLE-UNKNOWN");

    // then
    assertThat(checks).extracting(PreflightCheck::result).containsOnly(Result.FAILED);
    assertThat(checks)
        .extracting(PreflightCheck::finding)
        .containsExactly(
            "The migration file names table app.custmer, which does not exist. Did you mean"
                + " customer?",
            "The migration file names table app.nothing_like_it, which does not exist. There are"
                + " customer, orders.",
            "The pattern app.tmp_? of the migration file matches no table. There are customer,"
                + " orders.",
            "The pattern app.x* of the migration file matches no table. There are customer,"
                + " orders.");
  }

  @Test
  void refusesASourceOfWhichNothingMovesUnlessTheFileAllowsIt() {
    // given
    SchemaMapping nothing =
        new SchemaMapping("app", "shop", Map.of(), List.of(), List.of("customer", "ord*"));

    // when, then
    assertThat(only(checksOfSource(nothing), "NOTHING-MOVES"))
        .satisfies(
            failed(
                "Nothing of source legacy would move: it has no table that from: app, exclude:"
                    + " [customer, ord*] takes.",
                "empty: allowed"));
    assertThat(
            PreflightSubject.check(
                migration(
                    target,
                    PreflightSubject.source("legacy", connection(server, DATABASE), nothing)
                        .with(WhenEmpty.ALLOWED))))
        .extracting(PreflightCheck::code)
        .doesNotContain("TRB-PREFLIGHT-NOTHING-MOVES");
  }

  @Test
  void namesAMissingSchemaWithTheNearestName() {
    assertThat(only(checksOfSource(all("ap", "shop")), "SCHEMA-MISSING"))
        .satisfies(failed("There is no schema ap in the database. Did you mean app?", "Correct"));
  }

  @Test
  void namesTablesThatGetAFullReplicaIdentity() throws Exception {
    // given
    run("CREATE TABLE app.log (line text)", "CREATE TABLE app.ready (line text)");
    run("ALTER TABLE app.ready REPLICA IDENTITY FULL");

    // when
    PreflightCheck check = only(checksOfSource(all("app", "shop")), "REPLICA-IDENTITY");

    // then
    assertThat(check.result()).isEqualTo(Result.WARNING);
    assertThat(check.finding()).contains("No primary key: app.log.").contains("FULL");
  }

  @Test
  void refusesUnloggedTablesAndPrintsTheStatement() throws Exception {
    // given
    run("CREATE UNLOGGED TABLE app.\"Cache\" (id int PRIMARY KEY)");

    // when, then
    assertThat(only(checksOfSource(all("app", "shop")), "TABLE-UNLOGGED"))
        .satisfies(failed("app.Cache", "ALTER TABLE \"app\".\"Cache\" SET LOGGED;"));
    PrintedFix.works(() -> checksOfSource(all("app", "shop")), "TABLE-UNLOGGED", server, DATABASE);
  }

  @Test
  void refusesTablesWithoutAColumnThatIsWritten() throws Exception {
    // given
    run(
        "CREATE TABLE app.nothing ()",
        "CREATE TABLE app.constant (c int GENERATED ALWAYS AS (1) STORED)",
        "CREATE TABLE app.bereft (gone int)",
        "ALTER TABLE app.bereft DROP COLUMN gone");

    // when, then
    assertThat(only(checksOfSource(all("app", "shop")), "TABLE-WITHOUT-COLUMNS"))
        .satisfies(
            failed(
                "app.bereft, app.constant, app.nothing. Their rows",
                "id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY"));
  }

  @Test
  void refusesColumnsThatDifferByCaseOnly() throws Exception {
    // given
    run("CREATE TABLE app.twins (id int PRIMARY KEY, name text, \"Name\" text)");

    // when, then
    assertThat(only(checksOfSource(all("app", "shop")), "COLUMN-CASE"))
        .satisfies(failed("app.twins (name, Name)", "Rename"));
  }

  @Test
  void refusesAPartitionThatIsTornFromItsTable() throws Exception {
    // given
    run(
        "CREATE TABLE app.event (at date) PARTITION BY RANGE (at)",
        "CREATE TABLE app.event_26 PARTITION OF app.event DEFAULT");
    SchemaMapping torn = new SchemaMapping("app", "shop", Map.of(), List.of("event"), List.of());

    // when, then
    assertThat(only(checksOfSource(torn), "PARTITIONS"))
        .satisfies(
            failed("app.event_26 goes to nowhere, but its table app.event to shop", "patterns"));
    assertThat(only(checksOfSource(all("app", "shop")), "PARTITIONS").finding())
        .contains("1 partitions move one by one");
  }

  @Test
  void refusesLargeObjectsUnlessTheFileLeavesThem() throws Exception {
    // given
    run("SELECT lo_create(0)");

    // when, then
    assertThat(only(checksOfSource(all("app", "shop")), "LARGE-OBJECTS"))
        .satisfies(failed("holds 1 large objects", "large-objects: leave"));
    run("ALTER TABLE app.orders ADD receipt oid");
    assertThat(only(checksOfSource(all("app", "shop")), "LARGE-OBJECTS"))
        .satisfies(failed("app.orders.receipt", "USING lo_get"));
    PreflightCheck left =
        only(checksOfSource(all("app", "shop"), LargeObjects.LEAVE), "LARGE-OBJECTS");
    assertThat(left.result()).isEqualTo(Result.WARNING);
    assertThat(left.finding()).contains("app.orders.receipt");
    PrintedFix.works(() -> checksOfSource(all("app", "shop")), "LARGE-OBJECTS", server, DATABASE);
  }

  @Test
  void refusesTablesThatASubscriptionWrites() throws Exception {
    // given
    run(
        "CREATE SUBSCRIPTION feed CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p"
            + " WITH (connect = false, slot_name = NONE)",
        "INSERT INTO pg_subscription_rel SELECT oid, 'app.orders'::regclass, 'r', NULL"
            + " FROM pg_subscription WHERE subname = 'feed'");

    // when, then
    try {
      assertThat(only(checksOfSource(all("app", "shop")), "SUBSCRIPTION"))
          .satisfies(failed("app.orders", "Migrate the publisher"));
    } finally {
      PrintedFix.works(() -> checksOfSource(all("app", "shop")), "SUBSCRIPTION", server, DATABASE);
    }
  }

  @Test
  void saysThatAMigrationWasCompletedAndHowItsFenceGoes() throws Exception {
    // given a fence of an earlier migration, and one of another source, which stays
    Migration earlier =
        migration(target, source("old", connection(server, DATABASE), onlyTable("orders")));
    Migration other =
        migration(target, source("other", connection(server, DATABASE), onlyTable("customer")));
    raise(earlier);
    raise(other);

    // when
    PrintedFix.Look look = () -> checksOfSource(onlyTable("orders"));
    PreflightCheck fenced = only(look.checks(), "SOURCE-FENCED");

    // then
    assertThat(fenced)
        .satisfies(failed("A migration of it was completed: 1 tables", "Exclude what has moved."));
    assertThat(fenced.finding()).contains("migration shop (source old)", "app.orders");
    assertThat(withCode(look.checks(), "OUTSIDE-REFERENCE"))
        .extracting(PreflightCheck::result)
        .containsOnly(Result.PASSED);
    PrintedFix.works(look, "SOURCE-FENCED", server, DATABASE);
    run("INSERT INTO app.orders VALUES (1)");
    assertThatThrownBy(() -> run("INSERT INTO app.customer VALUES (1)"))
        .hasMessageContaining("refuses writes");
    PrintedFix.works(
        () -> checksOfSource(onlyTable("customer")), "SOURCE-FENCED", server, DATABASE);
    run("INSERT INTO app.customer VALUES (1)");
    assertThat(only(checksOfSource(all("app", "shop")), "SOURCE-CONNECTION").result())
        .isEqualTo(Result.PASSED);
    run("CREATE SCHEMA tributary_fence", "DROP SCHEMA tributary_fence");
  }

  private static SchemaMapping onlyTable(String table) {
    return new SchemaMapping("app", "shop", Map.of(), List.of(table), List.of());
  }

  private static void raise(Migration migration) {
    SealedTarget.of(migration);
    FenceSettings settings =
        new SmallRyeConfigBuilder()
            .withMapping(FenceSettings.class)
            .build()
            .getConfigMapping(FenceSettings.class);
    new FenceService(new Databases(), settings, "tributary", Clock.systemUTC())
        .raise(
            new MovingSource(migration, migration.sources().get(0)),
            "cut",
            Instant.now().plusSeconds(10),
            locked -> {});
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping) {
    return checksOfSource(mapping, LargeObjects.REFUSE);
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping, LargeObjects largeObjects) {
    Source source =
        PostgresSource.of("legacy", connection(server, DATABASE), List.of(mapping))
            .with(largeObjects);
    return check(migration(target, source)).stream()
        .filter(check -> check.subject().equals("legacy"))
        .toList();
  }

  private void run(String... statements) throws Exception {
    execute(server, DATABASE, statements);
  }
}
