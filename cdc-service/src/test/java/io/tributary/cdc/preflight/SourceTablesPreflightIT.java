package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.all;
import static io.tributary.cdc.preflight.PreflightSubject.check;
import static io.tributary.cdc.preflight.PreflightSubject.connection;
import static io.tributary.cdc.preflight.PreflightSubject.execute;
import static io.tributary.cdc.preflight.PreflightSubject.failed;
import static io.tributary.cdc.preflight.PreflightSubject.migration;
import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.Connection;
import io.tributary.common.plan.LargeObjects;
import io.tributary.common.plan.SchemaChanges;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.SourceKind;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceTablesPreflightIT {
  private static final String DATABASE = "preflight_tables_it";

  private final PostgresServer server = PostgresFixture.source();
  private Connection target;

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
            "app", "shop", Map.of("custmer", "other"), List.of("ord*"), List.of("nothing_like_it"));

    // when
    List<PreflightCheck> checks = withCode(checksOfSource(mapping), "TABLE-UNKNOWN");

    // then
    assertThat(checks).extracting(PreflightCheck::result).containsOnly(Result.FAILED);
    assertThat(checks)
        .extracting(PreflightCheck::finding)
        .containsExactly(
            "The migration file names table app.custmer, which does not exist. Did you mean customer?",
            "The migration file names table app.nothing_like_it, which does not exist.");
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
      run("DROP SUBSCRIPTION feed");
    }
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping) {
    return checksOfSource(mapping, LargeObjects.REFUSE);
  }

  private List<PreflightCheck> checksOfSource(SchemaMapping mapping, LargeObjects largeObjects) {
    Source source =
        new Source(
            "legacy",
            SourceKind.POSTGRESQL,
            connection(server, DATABASE),
            List.of(mapping),
            SchemaChanges.STOP,
            largeObjects,
            null);
    return check(migration(target, source)).stream()
        .filter(check -> check.subject().equals("legacy"))
        .toList();
  }

  private void run(String... statements) throws Exception {
    execute(server, DATABASE, statements);
  }
}
