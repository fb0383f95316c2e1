package io.tributary.local.n8n;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.n8n.WebhookPoster.Acknowledged;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real n8n is cut over, rolled back and cut over again while webhooks are posted to it; at each
 * side it starts by itself and goes on with what it has made at the other. Runs with {@code
 * -Dtributary.n8n=true} only.
 */
class RealN8nRoundsIT {
  private static final String NAME = "automation";
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final int SOME = 40;
  private static final String EXECUTIONS =
      "SELECT e.id, e.status, d.data FROM execution_entity e JOIN execution_data d ON"
          + " d.\"executionId\" = e.id WHERE e.\"workflowId\" = 'ordersWorkflow01'";

  @TempDir Path home;
  private TestStack stack;
  private OperatorApi api;
  private N8nApplication n8n;

  /** Opens a side of the move. */
  private interface Side {
    Connection open() throws SQLException;
  }

  /** All rows of a side as n8n means them. */
  private interface Rows {
    Map<String, List<String>> read() throws SQLException;
  }

  @Test
  void goesOnAtBothSidesInTurnFromPostgresql() throws Exception {
    // given
    N8nPackage program = begin();
    N8nMoves.database(stack.source, "n8n_restore");
    stack.target.createDatabase(NAME);
    Map<String, String> legacy = N8nMoves.legacy(stack, "n8n_restore", "public");
    try (N8nApplication application =
        new N8nApplication(program, home, LoopbackPort.free(), legacy).withOrders()) {
      n8n = application;
      // when, then
      takeTurns(
          N8nMoves.fromPostgresql(stack),
          () -> stack.source.connect("n8n_restore"),
          () -> {
            try (Connection source = stack.source.connect("n8n_restore")) {
              return N8nRows.ofPostgresql(source, "public");
            }
          });
    }
  }

  @Test
  void goesOnAtBothSidesInTurnFromItsSqliteFile() throws Exception {
    // given
    N8nPackage program = begin();
    N8nMoves.makeTablesAtTarget(stack, program, home);
    try (N8nApplication application =
        new N8nApplication(program, home, LoopbackPort.free(), Map.of("DB_TYPE", "sqlite"))
            .withOrders()) {
      n8n = application;
      // when, then
      takeTurns(
          N8nMoves.fromSqlite(n8n, "ddl: existing", N8nMoves.tablesWithRows(stack)),
          this::file,
          () -> {
            try (Connection file = file();
                Connection target = target()) {
              return N8nRows.ofFile(file, target, "n8n");
            }
          });
      try (Connection file = file();
          Statement statement = file.createStatement();
          ResultSet row = statement.executeQuery("PRAGMA integrity_check")) {
        assertThat(row.getString(1)).isEqualTo("ok");
      }
    }
  }

  private N8nPackage begin() throws Exception {
    N8nPackage program = N8nPackage.required();
    stack = TestStack.shared();
    api = stack.api();
    return program;
  }

  /** Out, back, and out again; the source as its own reader says it is given. */
  private void takeTurns(String source, Side legacy, Rows ofSource) throws Exception {
    n8n.start();
    N8nEditor editor = new N8nEditor(n8n.address());
    editor.setUp();
    Map<String, String> made = new HashMap<>();
    try (WebhookPoster poster = new WebhookPoster(n8n.webhook())) {
      work(editor, made, "first", poster);
      // It is about what is there at the end, on whatever machine.
      api.create(
          N8nMoves.migrationFile(stack, n8n, source + "  way-back: replicate\n")
              .replace(
                  "cutover:", "cutover:\n  time-limit-millis: 60000\n  max-lag-millis: 10000"));
      api.post(NAME, "start");
      await().atMost(LIMIT).until(() -> N8nMoves.startedWell(api) && api.ready(NAME));

      turn("cutover", "Switched", this::target, ofSource, poster);
      work(editor, made, "second", poster);
      turn("rollback", "Replicating", legacy, ofSource, poster);
      work(editor, made, "third", poster);
      editor.delete(made.remove("first"));
      turn("cutover", "Switched", this::target, ofSource, poster);
      work(editor, made, "fourth", poster);
      assertThat(editor.workflows()).containsExactly("Orders", "fourth", "second+", "third+");
    }
    System.out.printf("RealN8nRoundsIT: history %s%n", api.get(NAME).path("cutover").path("steps"));
    api.post(NAME, "complete");
    await().atMost(LIMIT).until(() -> api.state(NAME).equals("Completed"));
    api.delete(NAME);
  }

  /** Uses what was made at the other side, and makes something for the next. */
  private static void work(
      N8nEditor editor, Map<String, String> made, String name, WebhookPoster poster)
      throws Exception {
    editor.logIn();
    for (Map.Entry<String, String> earlier : made.entrySet()) {
      editor.run(earlier.getKey());
      editor.rename(earlier.getValue(), earlier.getKey() + "+");
    }
    made.put(name, editor.make(name));
    editor.run(name);
    awaitMore(poster);
  }

  /**
   * Changes the sides while orders are posted, and holds both sides against each other and against
   * what was acknowledged while n8n rests.
   */
  private void turn(String order, String state, Side opened, Rows ofSource, WebhookPoster poster)
      throws Exception {
    awaitMore(poster);
    reach(order, state);
    System.out.printf(
        "RealN8nRoundsIT: %s, n8n was ready %d ms after it began to start%n",
        order, n8n.lastStart().toMillis());
    awaitMore(poster);
    n8n.stop();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () -> {
              Map<String, List<String>> target;
              try (Connection connection = target()) {
                target = N8nRows.ofPostgresql(connection, "n8n");
              }
              Map<String, List<String>> legacy = ofSource.read();
              assertThat(target).hasSizeGreaterThan(30);
              assertThat(N8nRows.differences(legacy, target)).isEmpty();
            });
    try (Connection connection = opened.open()) {
      assertOnce(connection, poster.acknowledged());
    }
    n8n.start();
    awaitMore(poster);
  }

  /** Orders again where it was undone; that n8n was slow to end is no reason to fail. */
  private void reach(String order, String state) {
    String before = api.state(NAME);
    AtomicReference<String> answer = new AtomicReference<>("");
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              if (api.state(NAME).equals(before)) {
                answer.set(api.tryPost(NAME, order, UUID.randomUUID().toString()).toString());
              }
              assertThat(api.state(NAME))
                  .as("%s, %s", answer.get(), api.get(NAME).path("cutover"))
                  .isEqualTo(state);
            });
  }

  /** Each acknowledged order has exactly one execution, of the id that n8n answered. */
  private static void assertOnce(Connection connection, List<Acknowledged> orders)
      throws SQLException {
    Map<String, String> status = new HashMap<>();
    Map<String, List<String>> executions = new HashMap<>();
    try (connection;
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(EXECUTIONS)) {
      while (row.next()) {
        String data = row.getString(3);
        status.put(row.getString(1), row.getString(2));
        int at = data.indexOf("\"order-");
        if (at >= 0) {
          executions
              .computeIfAbsent(
                  data.substring(at + 1, data.indexOf('"', at + 1)), o -> new ArrayList<>())
              .add(row.getString(1));
        }
      }
    }
    for (Acknowledged order : orders) {
      assertThat(executions.get(order.order()))
          .as("the executions of %s", order.order())
          .containsExactly(order.execution());
    }
    // n8n acknowledges what it could not save; at each fence that is what was in flight.
    assertThat(orders.stream().filter(o -> !"success".equals(status.get(o.execution()))).toList())
        .as("orders whose executions are not saved as finished")
        .hasSizeLessThanOrEqualTo(3);
  }

  private static void awaitMore(WebhookPoster poster) {
    int before = poster.acknowledged().size();
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(poster.acknowledged().size() - before)
                    .as("last answer: %s", poster.lastRefusal())
                    .isGreaterThan(SOME));
  }

  private Connection file() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + n8n.sqliteFile());
  }

  private Connection target() throws SQLException {
    Connection connection = stack.target.connect(NAME);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET search_path = n8n");
    }
    return connection;
  }
}
