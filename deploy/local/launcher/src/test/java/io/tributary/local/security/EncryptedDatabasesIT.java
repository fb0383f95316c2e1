package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.tls.CertificateAuthority;
import io.tributary.fixture.tls.EncryptedServer;
import io.tributary.fixture.tls.IssuedCertificate;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source and target that take Tributary's role with encryption and a certificate alone. */
class EncryptedDatabasesIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);
  private static final String ROLE = "mover";

  @TempDir static Path directory;

  private static TestStack stack;
  private static PostgresServer source;
  private static PostgresServer target;
  private static String trusted;
  private static String stranger;
  private static IssuedCertificate own;

  @BeforeAll
  static void demand() throws Exception {
    stack = TestStack.shared();
    source = PostgresFixture.fresh(Map.of());
    target = PostgresFixture.fresh(Map.of());
    CertificateAuthority authority = CertificateAuthority.create(directory, "trusted");
    trusted = authority.certificate().toString();
    stranger = CertificateAuthority.create(directory, "stranger").certificate().toString();
    own = authority.issue(ROLE, "dns:" + ROLE);
    IssuedCertificate servers = authority.issue("server", "dns:localhost");
    EncryptedServer.demand(source, ROLE, authority, servers);
    EncryptedServer.demand(target, ROLE, authority, servers);
  }

  @AfterAll
  static void stop() {
    source.stop();
    target.stop();
  }

  @Test
  void areMovedAndCutOverByVerifiedConnectionsAlone() throws Exception {
    // given
    String name = "encrypted";
    create(name);
    OperatorApi api = stack.api();

    // when
    api.create(file(name, verified(trusted), verified(trusted), "localhost"));
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    run(source, name, "INSERT INTO item SELECT g, 'later ' || g FROM generate_series(101, 200) g");
    await()
        .atMost(LIMIT)
        .until(() -> api.tryPost(name, "cutover", name + System.nanoTime()).status() < 300);
    await().atMost(LIMIT).until(() -> api.state(name).equals("Switched"));

    // then
    assertThat(rows(target, name, "SELECT i::text FROM shop.item i ORDER BY id"))
        .hasSize(200)
        .isEqualTo(rows(source, name, "SELECT i::text FROM public.item i ORDER BY id"));
    assertThat(sessions(source))
        .isNotEmpty()
        .allMatch(session -> session.endsWith("true /CN=mover"));
    assertThat(sessions(target))
        .isNotEmpty()
        .allMatch(session -> session.endsWith("true /CN=mover"));
    api.post(name, "complete");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Completed"));
    // An orchestrator that starts again asks each target; this server ends with this class.
    api.delete(name);
  }

  @Test
  void areNotEvenAskedWhenTheTargetIsNotWhoItShouldBe() throws Exception {
    // given
    String name = "encrypted-target";
    create(name);

    // when, then
    for (String[] wrong :
        List.of(
            new String[] {verified(stranger), "localhost"},
            new String[] {verified(trusted), "127.0.0.1"},
            new String[] {anonymous(), "localhost"},
            new String[] {"tls: require", "localhost"})) {
      OperatorApi.Answer answer =
          stack.api().tryCreate(file(name, verified(trusted), wrong[0], wrong[1]));
      assertThat(answer.code()).as(answer.toString()).isEqualTo("TRB-STATE-TLS");
      assertThat(answer.status()).isEqualTo(422);
    }
  }

  @Test
  void areRefusedByPreflightWhenTheSourceIsNotWhoItShouldBe() throws Exception {
    // given
    String name = "encrypted-source";
    create(name);
    OperatorApi api = stack.api();
    api.create(file(name, verified(trusted), verified(trusted), "localhost"));

    // when, then
    for (String wrong : List.of(verified(stranger), anonymous(), "tls: require")) {
      assertThat(api.put(name, file(name, wrong, verified(trusted), "localhost")).status())
          .isLessThan(300);
      api.post(name, "preflight");
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(failures(api.get(name))).contains("TRB-PREFLIGHT-SOURCE-TLS"));
    }
    api.put(name, file(name, verified(trusted), verified(trusted), "localhost"));
    api.post(name, "preflight");
    await().atMost(LIMIT).untilAsserted(() -> assertThat(failures(api.get(name))).isEmpty());
    api.delete(name);
  }

  private static List<String> failures(JsonNode view) {
    JsonNode checks = view.path("preflight").path("checks");
    assertThat(checks.isEmpty()).as(view.toString()).isFalse();
    return StreamSupport.stream(checks.spliterator(), false)
        .filter(check -> check.path("result").asText().equals("FAILED"))
        .map(check -> check.path("code").asText())
        .toList();
  }

  private static String verified(String authority) {
    return "tls: verify-full, tls-ca: %s, tls-certificate: %s, tls-key: %s"
        .formatted(authority, own.certificate(), own.key());
  }

  private static String anonymous() {
    return "tls: verify-full, tls-ca: " + trusted;
  }

  private static void create(String name) throws SQLException {
    source.createDatabase(name);
    target.createDatabase(name);
    run(
        source,
        name,
        "CREATE TABLE item (id bigint PRIMARY KEY, note text);"
            + "INSERT INTO item SELECT g, 'item ' || g FROM generate_series(1, 100) g");
  }

  private static String file(String name, String atSource, String atTarget, String targetHost) {
    return """
        migration: %1$s
        target:
          connection: {host: %2$s, port: %3$d, database: %1$s, user: mover, password: {env: TARGET_PASSWORD}, %4$s}
          schemas: {shop: {role: "%1$s-app", password: {env: APP_PASSWORD}}}
        sources:
          - name: shop
            kind: postgresql
            connection: {host: localhost, port: %5$d, database: %1$s, user: mover, password: {env: SOURCE_PASSWORD}, %6$s}
            schemas: [{from: public, to: shop}]
        cutover: {time-limit-millis: 60000}
        validation: {pause-between-passes-millis: 500}
        """
        .formatted(name, targetHost, target.port(), atTarget, source.port(), atSource);
  }

  /** What Tributary has open there, as the server sees it. */
  private static List<String> sessions(PostgresServer server) throws SQLException {
    return rows(
        server,
        "postgres",
        "SELECT a.application_name || ' ' || s.ssl || ' ' || coalesce(s.client_dn, '')"
            + " FROM pg_stat_activity a JOIN pg_stat_ssl s USING (pid) WHERE a.usename = 'mover'");
  }

  private static void run(PostgresServer server, String database, String sql) throws SQLException {
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> rows(PostgresServer server, String database, String sql)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = server.connect(database);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
