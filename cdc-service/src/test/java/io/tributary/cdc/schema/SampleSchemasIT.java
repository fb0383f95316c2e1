package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openAs;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.schema.opening.GateRemoval;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.LoggedWarnings;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PrintedCommands;
import io.tributary.fixture.Samples;
import io.tributary.fixture.catalog.CatalogDiff;
import io.tributary.fixture.catalog.CatalogFacts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** One migration of both samples, looked at after each stage. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SampleSchemasIT {
  private static final String TARGET = "schema_samples_target";
  private static final String LETTA = "schema_samples_letta";
  private static final String N8N = "schema_samples_n8n";
  private static final Map<String, String> LETTA_NAMES =
      Map.of("letta_agents", "S", "letta_embeddings", "S");

  private static Migration migration;
  private static Source letta;
  private static Source n8n;
  private final SchemaService service = SchemaFixture.service();

  @BeforeAll
  static void loadSamples() throws SQLException {
    Samples.load(PostgresFixture.source(), LETTA, "letta");
    Samples.load(PostgresFixture.source(), N8N, "n8n");
    SchemaFixture.freshTarget(TARGET, "letta_app", "n8n_app");
    letta =
        source(
            "letta",
            LETTA,
            mapping(
                "public",
                "letta_agents",
                Map.of(
                    "archival_passages", "letta_embeddings",
                    "source_passages", "letta_embeddings")));
    n8n = source("n8n", N8N, mapping("public", "n8n", Map.of()));
    migration =
        SchemaFixture.migration(
            TARGET,
            Map.of(
                "letta_agents", ownedBy("letta_app"),
                "letta_embeddings", ownedBy("letta_app"),
                "n8n",
                    new TargetSchema(
                        "n8n_app",
                        SchemaFixture.secret(SchemaFixture.ROLE_PASSWORD),
                        false,
                        new SchemaRights(DatabaseCreate.YES))),
            letta,
            n8n);
  }

  @Test
  @Order(1)
  void preparesTablesAndThenTheirKeysWithoutTheRest() throws SQLException {
    // when
    for (Source each : migration.sources()) {
      service.prepare(new MovingSource(migration, each));
      service.prepare(new MovingSource(migration, each));
      service.makeKeys(new MovingSource(migration, each));
      service.makeKeys(new MovingSource(migration, each));
    }

    // then
    try (Connection target = openTarget(TARGET)) {
      assertThat(count(target, "pg_tables WHERE schemaname ~ '^letta_'")).isEqualTo("41");
      assertThat(count(target, "pg_tables WHERE schemaname = 'letta_embeddings'")).isEqualTo("2");
      assertThat(
              count(
                  target,
                  "pg_constraint WHERE contype = 'f'"
                      + " AND connamespace::regnamespace::text ~ '^(letta_|n8n)'"))
          .isEqualTo("0");
      assertThat(
              count(
                  target,
                  "pg_index i JOIN pg_class c ON c.oid = i.indrelid"
                      + " WHERE c.relname IN ('agents_tags', 'blocks_agents', 'tools_agents')"))
          .isEqualTo("3");
      assertThat(column(target, "SELECT datname FROM pg_database WHERE datname ~ 'scratch'"))
          .isEmpty();
    }
  }

  @Test
  @Order(2)
  void gateRefusesTheRoleAndLetsReplicaSessionsPass() throws SQLException {
    try (Connection role = openAs("letta_app", TARGET)) {
      for (String write :
          new String[] {
            "INSERT INTO alembic_version VALUES ('x')",
            "DELETE FROM alembic_version",
            "TRUNCATE alembic_version",
            "UPDATE archival_passages SET text = ''"
          }) {
        assertThatThrownBy(() -> run(role, write))
            .isInstanceOfSatisfying(
                SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25006"))
            .hasMessageContaining("move");
      }
    }
    try (Connection apply = openTarget(TARGET)) {
      run(apply, "SET session_replication_role = replica");
      run(apply, "SET SESSION AUTHORIZATION letta_app");
      run(apply, "INSERT INTO letta_agents.alembic_version VALUES ('applied')");
      run(apply, "DELETE FROM letta_agents.alembic_version");
    }
  }

  @Test
  @Order(3)
  void finishesWithEverythingEqualButTriggersDisabled() throws SQLException {
    // when
    for (Source each : migration.sources()) {
      service.finishAfterSnapshot(new MovingSource(migration, each));
      service.finishAfterSnapshot(new MovingSource(migration, each));
    }

    // then
    try (Connection target = openTarget(TARGET)) {
      assertThat(
              count(
                  target,
                  "pg_constraint k JOIN pg_class c ON c.oid = k.conrelid"
                      + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                      + " WHERE contype = 'f' AND convalidated AND nspname ~ '^letta_'"))
          .isEqualTo("75");
      assertThat(
              column(
                  target,
                  "SELECT DISTINCT tgenabled FROM pg_trigger"
                      + " WHERE NOT tgisinternal AND tgname <> 'tributary_closed'"
                      + " AND tgrelid::regclass::text NOT LIKE 'tributary.%'"))
          .containsExactly("D");
    }
  }

  @Test
  @Order(4)
  void rolesOwnTheirsAndSeeNothingElse() throws SQLException {
    try (Connection role = openAs("letta_app", TARGET)) {
      assertThat(column(role, "SELECT count(*) FROM archival_passages")).containsExactly("0");
      assertThat(column(role, "SELECT '[1,2]'::vector <-> '[1,3]'")).containsExactly("1");
      assertThatThrownBy(() -> run(role, "SELECT FROM n8n.settings"))
          .hasMessageContaining("permission denied for schema n8n");
      assertThatThrownBy(() -> run(role, "SELECT FROM tributary.preparation"))
          .hasMessageContaining("permission denied for schema tributary");
      assertThat(
              column(
                  role,
                  "SELECT DISTINCT n.nspname FROM pg_class c"
                      + " JOIN pg_namespace n ON n.oid = c.relnamespace"
                      + " WHERE pg_get_userbyid(c.relowner) = 'letta_app'"
                      + " AND n.nspname !~ '^pg_toast' ORDER BY 1"))
          .containsExactly("letta_agents", "letta_embeddings");
      assertThat(
              column(
                  role,
                  "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                      + " WHERE n.nspname ~ '^letta_'"
                      + " AND pg_get_userbyid(c.relowner) <> 'letta_app'"))
          .isEmpty();
    }
    try (Connection role = openAs("n8n_app", TARGET)) {
      assertThat(column(role, "SELECT count(*) FROM workflow_entity")).containsExactly("0");
      assertThatThrownBy(() -> run(role, "SELECT FROM letta_agents.agents"))
          .hasMessageContaining("permission denied for schema letta_agents");
      run(role, "CREATE SCHEMA IF NOT EXISTS n8n");
    }
    try (Connection role = openAs("letta_app", TARGET)) {
      assertThatThrownBy(() -> run(role, "CREATE SCHEMA IF NOT EXISTS letta_agents"))
          .hasMessageContaining("permission denied for database");
    }
  }

  @Test
  @Order(5)
  void opensWithSequencesAndTriggersOfTheSource() throws SQLException {
    // given
    assertThat(service.opened(new MovingSource(migration, n8n))).isFalse();

    // when
    for (Source each : migration.sources()) {
      service.open(new MovingSource(migration, each));
      service.open(new MovingSource(migration, each));
      service.removeGate(new MovingSource(migration, each));
    }

    // then
    assertThat(service.opened(new MovingSource(migration, n8n))).isTrue();
    assertThat(service.opened(new MovingSource(migration, letta))).isTrue();
    try (Connection target = openTarget(TARGET);
        Connection lettaSource = openSource(LETTA);
        Connection n8nSource = openSource(N8N)) {
      CatalogFacts agents = CatalogFacts.read(lettaSource, Map.of("public", "S"));
      CatalogFacts flows = CatalogFacts.read(n8nSource, Map.of("public", "S"));
      assertThat(agents.values()).hasSizeGreaterThan(5_000);
      assertThat(flows.values()).hasSizeGreaterThan(3_000);
      assertThat(CatalogDiff.of(agents, CatalogFacts.read(target, LETTA_NAMES))).isEmpty();
      assertThat(CatalogDiff.of(flows, CatalogFacts.read(target, Map.of("n8n", "S")))).isEmpty();
      assertThat(column(target, "SELECT last_value FROM letta_agents.message_seq_id"))
          .isEqualTo(column(lettaSource, "SELECT last_value FROM public.message_seq_id"))
          .allSatisfy(value -> assertThat(Long.parseLong(value)).isGreaterThan(Integer.MAX_VALUE));
      String next = "SELECT nextval(pg_get_serial_sequence('%s.execution_entity', 'id'))";
      assertThat(column(target, String.format(next, "n8n")))
          .isEqualTo(column(n8nSource, String.format(next, "public")));
    }
    try (Connection role = openAs("letta_app", TARGET)) {
      run(role, "INSERT INTO alembic_version VALUES ('written')");
    }
  }

  @Test
  @Order(6)
  void leavesTheOpenGateOnATableThatSomebodyReadsAndTakesItLater() throws SQLException {
    // given
    try (Connection target = openTarget(TARGET);
        Connection reader = openTarget(TARGET);
        LoggedWarnings logged = new LoggedWarnings(GateRemoval.class)) {
      run(
          target,
          "CREATE TRIGGER tributary_closed BEFORE INSERT ON n8n.settings"
              + " EXECUTE FUNCTION tributary.refuse_write('m')");
      reader.setAutoCommit(false);
      run(reader, "LOCK TABLE n8n.settings IN ACCESS SHARE MODE");

      // when
      service.removeGate(new MovingSource(migration, n8n));

      // then
      String gates = "pg_trigger WHERE tgname = 'tributary_closed'";
      assertThat(count(target, gates)).isEqualTo("1");
      reader.rollback();
      service.removeGate(new MovingSource(migration, n8n));
      assertThat(count(target, gates)).isEqualTo("0");
      // and: what was logged takes it too
      run(
          target,
          "CREATE TRIGGER tributary_closed BEFORE INSERT ON n8n.settings"
              + " EXECUTE FUNCTION tributary.refuse_write('m')");
      for (String printed : PrintedCommands.statements(logged.texts().get(0))) {
        run(target, printed);
      }
      assertThat(count(target, gates)).isEqualTo("0");
    }
  }

  private static String count(Connection connection, String what) throws SQLException {
    return column(connection, "SELECT count(*) FROM " + what).get(0);
  }
}
