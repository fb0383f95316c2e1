package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.PostgresVersion;
import io.tributary.fixture.PrintedCommands;
import io.tributary.fixture.ProgramOutput;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.grants.PrintedGrants;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole migration by roles that have what {@code ./tributary grants} prints and nothing more: one
 * database whose tables have several owners, none of them a superuser, and a SQLite file.
 */
class LeastRightsIT {
  private static final Duration LIMIT = Duration.ofSeconds(180);
  private static final String DATABASE = LeastRightsShop.DATABASE;

  /** Roles beyond those that a role is made with that make it one that can do everything. */
  private static final String MIGHTY =
      """
      SELECT r.rolname FROM pg_roles r
       WHERE pg_has_role('mover', r.oid, 'MEMBER')
         AND (r.rolsuper OR r.rolname IN ('pg_write_server_files', 'pg_execute_server_program',
                                          'pg_read_all_data', 'pg_write_all_data')
              OR r.rolname = 'mover' AND r.rolcreaterole
                 AND current_setting('server_version_num')::int < 160000)""";

  private static TestStack newer;

  private final long seed = Long.getLong("tributary.test.seed", System.nanoTime());
  private final Random random = new Random(seed);
  @TempDir Path home;
  private PostgresServer source;
  private PostgresServer target;
  private OperatorApi api;

  @Test
  void areEnoughForAnAbortAndForACutover() throws Exception {
    System.out.println("least rights: repeat with -Dtributary.test.seed=" + seed);
    moves(
        "least",
        TestStack.shared(),
        PostgresFixture.fresh(Map.of()),
        PostgresFixture.fresh(Map.of()));
  }

  @Test
  void areEnoughForTheWayBack() throws Exception {
    String name = "least-back";
    source = PostgresFixture.fresh(Map.of());
    target = PostgresFixture.fresh(Map.of());
    try {
      api = TestStack.shared().api();
      LeastRightsShop.create(source, target, home);
      goesBackAndForth(name);
    } finally {
      source.stop();
      target.stop();
    }
  }

  private void goesBackAndForth(String name) throws Exception {
    // given
    String file = LeastRightsShop.returning(file(name, "terminate"));
    letIn(file);
    api.create(file);
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> ready(name));

    // when, each with a write at the side that was opened
    isRefusedWithoutTheRightToReplicate(name, "cutover", target);
    changeSides(name, "cutover", "Switched");
    write(target.connect(DATABASE, "shop_app", TestStack.APP_PASSWORD));
    isRefusedWithoutTheRightToReplicate(name, "rollback", target);
    isRefusedWithoutTheRightToReplicate(name, "rollback", source);
    changeSides(name, "rollback", "Replicating");
    write(application());
    changeSides(name, "cutover", "Switched");

    // then
    assertThat(
            Oracle.column(target, DATABASE, "SELECT count(*) FROM shop.item WHERE note = 'after'"))
        .containsExactly("2");
    List<String> rows = Oracle.rows(source, DATABASE, "public");
    rows.removeIf(row -> row.startsWith("cache_"));
    assertThat(Oracle.rows(target, DATABASE, "shop")).isEqualTo(rows);
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    api.delete(name);
    for (PostgresServer server : List.of(source, target)) {
      assertThat(Oracle.column(server, DATABASE, "SELECT slot_name FROM pg_replication_slots"))
          .isEmpty();
    }
    assertThat(
            Oracle.column(
                source, DATABASE, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^tributary$'"))
        .isEmpty();
  }

  /** The stream goes on, and could not be begun again. */
  private void isRefusedWithoutTheRightToReplicate(String name, String order, PostgresServer at)
      throws Exception {
    LeastRightsShop.run(at, "ALTER ROLE mover NOREPLICATION");
    await()
        .atMost(LIMIT)
        .until(
            () ->
                api.post(name, order + "?dryRun=true")
                    .toString()
                    .contains("TRB-CAPTURE-RIGHT-LOST"));
    assertThat(api.tryPost(name, order, name + System.nanoTime()).code())
        .isEqualTo("TRB-CUTOVER-GATE-CLOSED");
    LeastRightsShop.run(at, "ALTER ROLE mover REPLICATION");
  }

  private void changeSides(String name, String order, String state) {
    api.postOnceOpen(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
  }

  @Test
  void areEnoughOnPostgresSeventeen() throws Exception {
    System.out.println("least rights: repeat with -Dtributary.test.seed=" + seed);
    moves("least-newer", newer(), PostgresVersion.of(17).fresh(), PostgresVersion.of(17).fresh());
  }

  @Test
  void areEnoughFromAnOlderServerToPostgresSeventeen() throws Exception {
    System.out.println("least rights: repeat with -Dtributary.test.seed=" + seed);
    TestStack stack = newer();
    assumeThat(dumpOfAPlainTable())
        .as("a pg_dump of a minor release that is too old for this machine's server")
        .doesNotContain("SET (");
    moves("least-upgrade", stack, PostgresFixture.fresh(Map.of()), PostgresVersion.of(17).fresh());
  }

  @Test
  void includeTheAdminOptionThatNewerServersAskFor() throws Exception {
    // given a role that is there before, which may be used and not changed
    String name = "least-admin";
    api = newer().api();
    source = PostgresFixture.fresh(Map.of());
    target = PostgresVersion.of(17).fresh();
    try {
      LeastRightsShop.create(source, target, home);
      letIn(file(name, "abort-cutover"));
      LeastRightsShop.run(target, "REVOKE ADMIN OPTION FOR shop_app FROM mover");
      api.create(file(name, "abort-cutover"));

      // when
      api.post(name, "preflight");
      await().atMost(LIMIT).until(() -> !fixOfRole(name).isEmpty());

      // then
      PrintedCommands.run(fixOfRole(name), target, DATABASE);
      api.post(name, "preflight");
      await().atMost(LIMIT).until(() -> fixOfRole(name).isEmpty());
      assertThat(api.get(name).path("preflight").toString()).contains("roles can be made or used");
      api.delete(name);
    } finally {
      source.stop();
      target.stop();
    }
  }

  /** Older ones take a mark that newer servers keep of columns for an option. */
  private static String dumpOfAPlainTable() throws Exception {
    PostgresServer server = PostgresFixture.source();
    server.createDatabase("least_plain");
    try (Connection connection = server.connect("least_plain");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE plain (id int)");
    }
    String dump =
        ProgramOutput.of(
            PostgresVersion.of(17).clientPrograms().resolve("pg_dump").toString(),
            "--schema-only",
            "--dbname=postgresql://%s:%s@%s:%d/least_plain"
                .formatted(server.superuser(), server.password(), server.host(), server.port()));
    server.dropDatabase("least_plain");
    return dump;
  }

  /** What preflight prints when the role of a schema cannot be used. */
  private String fixOfRole(String name) throws Exception {
    for (JsonNode check : api.get(name).path("preflight").path("checks")) {
      if (check.path("code").asText().equals("TRB-PREFLIGHT-TARGET-ROLE")) {
        return check.path("fix").asText();
      }
    }
    return "";
  }

  @AfterAll
  static void stop() {
    if (newer != null) {
      newer.close();
    }
  }

  /** A stack whose pg_dump reads the newer servers. */
  private static TestStack newer() throws Exception {
    Assumptions.assumeTrue(
        PostgresVersion.of(17).missing().isEmpty(),
        () -> PostgresVersion.of(17).missing().orElse(""));
    if (newer == null) {
      newer = TestStack.with(PostgresVersion.of(17).clientPrograms());
    }
    return newer;
  }

  private void moves(String name, TestStack stack, PostgresServer from, PostgresServer to)
      throws Exception {
    source = from;
    target = to;
    try {
      api = stack.api();
      LeastRightsShop.create(source, target, home);
      abortsAndLeavesNothing(name + "-abort");
      cutsOver(name);
    } finally {
      source.stop();
      target.stop();
    }
  }

  private void abortsAndLeavesNothing(String name) throws Exception {
    // given
    String file = file(name, "abort-cutover");
    letIn(file);

    // when
    api.create(file);
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> ready(name));
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));

    // then
    assertThat(Oracle.column(source, DATABASE, "SELECT pubname FROM pg_publication")).isEmpty();
    assertThat(Oracle.column(source, DATABASE, "SELECT slot_name FROM pg_replication_slots"))
        .isEmpty();
    assertThat(
            Oracle.column(
                target,
                DATABASE,
                "SELECT nspname FROM pg_namespace WHERE nspname IN ('shop', 'ledger', 'notes')"
                    + " UNION SELECT rolname FROM pg_roles WHERE rolname ~ 'app$'"
                    // Before PostgreSQL 16 the statements have made them, not the migration.
                    + " AND rolname <> 'shop_app'"
                    + " AND current_setting('server_version_num')::int >= 160000"))
        .isEmpty();
    // An orchestrator that starts again asks each target; these servers end with this class.
    api.delete(name);
  }

  /** Runs what is printed, as administrators of both servers, and sets the passwords. */
  private void letIn(String file) throws Exception {
    PrintedGrants.run(source, DATABASE, PrintedGrants.of(file, "--source", "shop"));
    String atTarget = PrintedGrants.of(file, "--target");
    PrintedGrants.run(target, DATABASE, atTarget);
    // What the comments leave to whom it concerns: a table here has row security forced.
    String seesAll = "ALTER ROLE \"mover\" BYPASSRLS;";
    assertThat(atTarget).contains("-- " + seesAll);
    LeastRightsShop.run(target, seesAll);
    LeastRightsShop.run(
        source, "ALTER ROLE mover PASSWORD '" + PostgresFixture.source().password() + "'");
    LeastRightsShop.run(
        target, "ALTER ROLE mover PASSWORD '" + PostgresFixture.target().password() + "'");
    for (PostgresServer server : List.of(source, target)) {
      assertThat(Oracle.column(server, DATABASE, MIGHTY)).isEmpty();
    }
  }

  private void cutsOver(String name) throws Exception {
    // given
    String file = file(name, "terminate");
    PrintedGrants.run(source, DATABASE, PrintedGrants.of(file, "--source", "shop"));
    PrintedGrants.run(target, DATABASE, PrintedGrants.of(file, "--target"));
    List<Long> acknowledged;
    try (PatientWriter writer =
        new PatientWriter(this::application, this::change, 0, random.nextLong())) {
      // when
      api.create(file);
      api.post(name, "start");
      await().atMost(LIMIT).until(() -> ready(name));
      await().atMost(LIMIT).until(() -> writer.transactions() > 100);
      await()
          .atMost(LIMIT)
          .until(() -> api.tryPost(name, "cutover", name + System.nanoTime()).status() < 300);
      await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
      acknowledged = writer.acknowledged();
    }

    // then
    List<String> rows = Oracle.rows(source, DATABASE, "public");
    rows.removeIf(row -> row.startsWith("cache_"));
    assertThat(Oracle.rows(target, DATABASE, "shop")).as("seed %d", seed).isEqualTo(rows);
    assertThat(rows).containsAll(acknowledged.stream().map(id -> "probe (" + id + ")").toList());
    assertThat(Oracle.rows(target, DATABASE, "ledger")).hasSize(2);
    assertThat(Oracle.rows(target, DATABASE, "notes")).hasSize(2);
    assertThatThrownBy(() -> write(application())).hasMessageContaining("moved");
    write(target.connect(DATABASE, "shop_app", TestStack.APP_PASSWORD));
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    api.delete(name);
    assertThat(Oracle.column(source, DATABASE, "SELECT slot_name FROM pg_replication_slots"))
        .isEmpty();
  }

  /** Fails at once when preflight finds a right missing, or warns of one. */
  private boolean ready(String name) throws Exception {
    for (JsonNode check : api.get(name).path("preflight").path("checks")) {
      boolean ofRights = check.toString().matches("(?s).*\\b(GRANT|ALTER ROLE)\\b.*");
      if (check.path("result").asText().equals("FAILED") || ofRights) {
        throw new AssertionError(check.toString());
      }
    }
    return api.ready(name);
  }

  private Connection application() throws SQLException {
    return source.connect(DATABASE, "shop_owner", LeastRightsShop.OWNER_PASSWORD);
  }

  private String change(Random random) {
    int item = 1 + random.nextInt(500);
    return switch (random.nextInt(3)) {
      case 0 -> "DELETE FROM item WHERE id = " + item;
      case 1 -> "UPDATE item SET note = note || '!' WHERE id = " + item;
      default -> "INSERT INTO keyless VALUES ('" + random.nextLong() + "')";
    };
  }

  private static void write(Connection opened) throws SQLException {
    try (Connection connection = opened;
        Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO item (note) VALUES ('after')");
    }
  }

  private String file(String name, String transactions) {
    return LeastRightsShop.file(name, transactions, source, target, home);
  }
}
