package io.tributary.local.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.PatientWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A migration of a small shop between servers of which one fails over. */
record FailoverMigration(OperatorApi api, String name) {
  static final Duration LIMIT = Duration.ofSeconds(180);

  /** Both databases, and the tables of the source. */
  FailoverMigration createAt(PostgresServer source, PostgresServer target) throws SQLException {
    source.createDatabase(name);
    target.createDatabase(name);
    write(
        source,
        """
        CREATE TABLE account (id bigserial PRIMARY KEY, owner text NOT NULL UNIQUE, note text);
        CREATE TABLE journal (at timestamptz NOT NULL DEFAULT now(), entry text);
        CREATE TABLE probe (id bigint PRIMARY KEY);
        INSERT INTO account (owner, note)
          SELECT 'owner-' || g, repeat(md5(g::text), 100) FROM generate_series(1, 1000) g""");
    return this;
  }

  /** Starts it between what listens at these ports, and waits until it streams. */
  void replicate(int sourcePort, int targetPort) throws Exception {
    api.create(
        """
        migration: %1$s
        target:
          connection: {host: 127.0.0.1, port: %2$d, tls: disable, database: %1$s, user: postgres, password: {env: TARGET_PASSWORD}}
          schemas: {shop: {role: "%1$s-app", password: {env: APP_PASSWORD}}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: 127.0.0.1, port: %3$d, tls: disable, database: %1$s, user: postgres, password: {env: SOURCE_PASSWORD}}
            schemas: [{from: public, to: shop}]
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 1500}
        """
            .formatted(name, targetPort, sourcePort));
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
  }

  /** The application, at whichever server its address leads to. */
  PatientWriter writer(Supplier<PostgresServer> source) {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("failover: repeat with -Dtributary.test.seed=" + seed);
    return new PatientWriter(() -> source.get().connect(name), FailoverMigration::change, 0, seed);
  }

  private static String change(Random random) {
    long owner = 1 + random.nextInt(1000);
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO account (owner, note) VALUES (gen_random_uuid()::text, 'new')";
      case 1 -> "UPDATE account SET owner = owner || '.' WHERE id = " + owner;
      case 2 -> "DELETE FROM account WHERE id = " + owner;
      default -> "INSERT INTO journal (entry) VALUES ('entry')";
    };
  }

  static void awaitWrites(PatientWriter writer) {
    int enough = writer.transactions() + 50;
    await().atMost(LIMIT).until(() -> writer.transactions() >= enough);
  }

  /** Begins the source anew and waits until it streams again. */
  void restart() throws Exception {
    api.post(name, "restart?source=shop");
    await().atMost(LIMIT).until(() -> api.begunAnew(name));
    await().atMost(LIMIT).until(() -> errorCode().isEmpty() && api.ready(name));
  }

  void cutOver() {
    api.postOnceOpen(name, "cutover");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));
  }

  void complete() throws Exception {
    order("complete", "Completed");
  }

  void abort() throws Exception {
    order("abort", "Aborted");
  }

  private void order(String order, String state) throws Exception {
    api.post(name, order);
    await().atMost(LIMIT).until(() -> api.state(name).equals(state));
    // Its servers end with the test.
    api.delete(name);
  }

  /** The message of this error, once the source reports it. */
  String awaitError(String code) throws Exception {
    await().atMost(LIMIT).ignoreExceptions().until(() -> errorCode().equals(code));
    return error().path("message").asText();
  }

  private String errorCode() throws Exception {
    return error().path("code").asText("");
  }

  private JsonNode error() throws Exception {
    return api.get(name).path("sources").path(0).path("error");
  }

  List<String> rowsOfSource(PostgresServer source) throws SQLException {
    return Oracle.rows(source, name, "public");
  }

  List<String> rowsOfTarget(PostgresServer target) throws SQLException {
    return Oracle.rows(target, name, "shop");
  }

  /** Every write that was acknowledged, and nothing twice: both sides are the same. */
  void assertEverythingArrived(PostgresServer source, PostgresServer target, PatientWriter writer)
      throws Exception {
    writer.close();
    List<String> rows = rowsOfTarget(target);
    assertThat(rows).isEqualTo(rowsOfSource(source));
    assertThat(rows)
        .containsAll(writer.acknowledged().stream().map(id -> "probe (" + id + ")").toList());
  }

  void write(PostgresServer server, String sql) throws SQLException {
    try (Connection connection = server.connect(name);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
