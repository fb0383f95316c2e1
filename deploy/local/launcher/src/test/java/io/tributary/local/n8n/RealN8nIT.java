package io.tributary.local.n8n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.n8n.WebhookPoster.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real n8n is moved while webhooks are posted to it, and starts on the target by itself. Runs
 * with {@code -Dtributary.n8n=true} only.
 */
class RealN8nIT {
  private static final Duration LIMIT = Duration.ofMinutes(4);
  private static final int SOME = 40;

  @TempDir Path home;

  @Test
  void movesFromPostgresqlAndStartsOnTheTargetByItself() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    N8nMoves.database(stack.source, "n8n_restore");
    stack.target.createDatabase("automation");
    try (N8nApplication n8n =
        new N8nApplication(
                program, home, LoopbackPort.free(), N8nMoves.legacy(stack, "n8n_restore", "public"))
            .withOrders()) {
      // when, then
      move(stack, n8n, N8nMoves.migrationFile(stack, n8n, N8nMoves.fromPostgresql(stack)));
    }
  }

  @Test
  void movesFromSqliteIntoTheTablesThatItMadeOnTheTarget() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    N8nMoves.makeTablesAtTarget(stack, program, home);
    try (N8nApplication n8n =
        new N8nApplication(program, home, LoopbackPort.free(), Map.of("DB_TYPE", "sqlite"))
            .withOrders()) {
      // when, then
      String source = N8nMoves.fromSqlite(n8n, "ddl: existing", N8nMoves.tablesWithRows(stack));
      move(stack, n8n, N8nMoves.migrationFile(stack, n8n, source));
    }
  }

  @Test
  void movesFromSqliteIntoTablesOfItsDump() throws Exception {
    // given
    N8nPackage program = N8nPackage.required();
    TestStack stack = TestStack.shared();
    N8nMoves.database(stack.source, "n8n_empty");
    stack.target.createDatabase("automation");
    Path scratch = Files.createDirectory(home.resolve("scratch"));
    new N8nApplication(
            program, scratch, LoopbackPort.free(), N8nMoves.legacy(stack, "n8n_empty", "n8n"))
        .makeTables();
    Path ddl = N8nTables.dump(stack.source, "n8n_empty", "n8n", scratch);
    try (N8nApplication n8n =
        new N8nApplication(program, home, LoopbackPort.free(), Map.of("DB_TYPE", "sqlite"))
            .withOrders()) {
      try (Connection file = DriverManager.getConnection("jdbc:sqlite:" + n8n.sqliteFile());
          Statement statement = file.createStatement()) {
        statement.execute("PRAGMA journal_mode = WAL");
      }
      // when, then
      move(
          stack,
          n8n,
          N8nMoves.migrationFile(
              stack, n8n, N8nMoves.fromSqlite(n8n, "ddl: \"" + ddl + "\"", List.of())));
    }
  }

  /** Moves a running n8n and holds what was acknowledged against the target. */
  private static void move(TestStack stack, N8nApplication n8n, String migrationFile)
      throws Exception {
    OperatorApi api = stack.api();
    n8n.start();
    Duration legacyStart = n8n.lastStart();
    try (WebhookPoster poster = new WebhookPoster(n8n.webhook())) {
      awaitMore(poster, n8n);
      // when
      api.create(migrationFile);
      api.post("automation", "start");
      await().atMost(LIMIT).until(() -> N8nMoves.startedWell(api) && api.ready("automation"));
      awaitMore(poster, n8n);
      await()
          .atMost(LIMIT)
          .until(() -> api.tryPost("automation", "cutover", "n8n").status() == 202);
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () ->
                  assertThat(api.state("automation"))
                      .as("%s", api.get("automation"))
                      .isEqualTo("Switched"));
      // then
      awaitMore(poster, n8n);
      poster.close();
      assertNoneLost(stack, poster.acknowledged());
      System.out.printf(
          "RealN8nIT: start on the source %d ms, end %d ms, start on the target %d ms, first answer"
              + " %d ms after it began to start, webhooks: %d acknowledged and found, %d not"
              + " acknowledged, longest time without %d ms, cutover %s%n",
          legacyStart.toMillis(),
          n8n.lastEnd().toMillis(),
          n8n.lastStart().toMillis(),
          poster.firstAfter(n8n.startedAt()).toMillis(),
          poster.acknowledged().size(),
          poster.refused(),
          poster.pause().toMillis(),
          api.get("automation").path("cutover").path("steps"));
      assertThat(n8n.lastStart())
          .isLessThan(legacyStart.multipliedBy(2).plus(Duration.ofSeconds(10)));
    }
    api.post("automation", "complete");
    await().atMost(LIMIT).until(() -> api.state("automation").equals("Completed"));
    api.delete("automation");
  }

  private static void awaitMore(WebhookPoster poster, N8nApplication n8n) {
    int before = poster.acknowledged().size();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(poster.acknowledged().size() - before)
                    .as("last answer: %s, log: %s", poster.lastRefusal(), n8n.log())
                    .isGreaterThan(SOME));
  }

  /** Each acknowledged order has its execution, which holds it. */
  private static void assertNoneLost(TestStack stack, List<Acknowledged> orders)
      throws SQLException {
    int unfinished = 0;
    try (Connection connection = stack.target.connect("automation");
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT e.status, d.data LIKE '%\"' || ? || '\"%' FROM n8n.execution_entity e JOIN"
                    + " n8n.execution_data d ON d.\"executionId\" = e.id WHERE e.id = ?")) {
      for (Acknowledged order : orders) {
        statement.setString(1, order.order());
        statement.setInt(2, Integer.parseInt(order.execution()));
        try (ResultSet row = statement.executeQuery()) {
          assertThat(row.next()).as("an execution of %s", order).isTrue();
          assertThat(row.getBoolean(2)).as("%s in its execution", order).isTrue();
          unfinished += row.getString(1).equals("success") ? 0 : 1;
        }
      }
    }
    assertThat(orders).extracting(Acknowledged::execution).doesNotHaveDuplicates();
    // n8n acknowledges what it could not save; at the fence that is what was in flight.
    assertThat(unfinished).as("executions that are not saved as finished").isLessThanOrEqualTo(1);
  }
}
