package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.LegacyMigration;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Oracle;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A source is switched off for good before its migration is aborted or completed. */
class SourceGoneIT {
  @ParameterizedTest
  @CsvSource({
    "POSTGRESQL, abort",
    "POSTGRESQL, complete",
    "SQLITE, abort",
    "SQLITE, complete",
    "CHROMA, abort",
    "CHROMA, complete",
  })
  void endsWithoutItWhenToldSoAndNamesWhatStaysThere(String kind, String order) throws Exception {
    // given
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    boolean aborts = order.equals("abort");
    String name = ("gone-" + kind + "-" + order).toLowerCase(Locale.ROOT);
    try (LosableSource source = LosableSource.of(kind, stack, name)) {
      LegacyMigration migration = source.migration(api);
      migration.replicate();
      if (!aborts) {
        migration.cutOver();
      }

      // when
      source.lose();
      api.post(name, order);

      // then it waits, and says for what
      await()
          .atMost(LegacyMigration.LIMIT)
          .untilAsserted(
              () -> assertThat(migration.source().at("/error/code").asText()).startsWith("TRB-"));
      assertThat(api.state(name)).isEqualTo(aborts ? "Aborting" : "Completing");
      assertThat(api.get(name).path("orders").toString()).contains("abandon");

      // when
      JsonNode answer =
          api.tryPost(name, "abandon?source=legacy", UUID.randomUUID().toString()).orThrow();

      // then
      await()
          .atMost(LegacyMigration.LIMIT)
          .until(() -> api.state(name).equals(aborts ? "Aborted" : "Completed"));
      source.assertStillThere(answer.path("leftBehind").toString());
      assertNothingElseIsLeft(stack, name);
      if (aborts) {
        assertThat(Oracle.column(stack.target, name, "SELECT nspname FROM pg_namespace"))
            .doesNotContain(name);
      } else {
        writeAsApplication(stack, name, source.write());
      }
      api.delete(name);
    }
  }

  private static void assertNothingElseIsLeft(TestStack stack, String name) throws Exception {
    assertThat(
            Oracle.column(
                stack.target,
                name,
                "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()"
                    + " UNION ALL SELECT pubname FROM pg_publication"))
        .isEmpty();
    assertThat(stack.connectors()).doesNotContain(name + "-legacy");
    try (Admin admin = Admin.create(stack.kafkaClient())) {
      await()
          .atMost(LegacyMigration.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .noneMatch(topic -> topic.startsWith("tributary." + name + ".")));
    }
  }

  private static void writeAsApplication(TestStack stack, String name, String write)
      throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:%d/%s".formatted(stack.target.port(), name);
    try (Connection application =
            DriverManager.getConnection(url, name + "-app", TestStack.APP_PASSWORD);
        Statement statement = application.createStatement()) {
      assertThat(statement.executeUpdate(write)).isEqualTo(1);
    }
  }
}
