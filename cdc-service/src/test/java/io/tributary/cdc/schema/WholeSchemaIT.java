package io.tributary.cdc.schema;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.catalog.CatalogDiff;
import io.tributary.fixture.catalog.CatalogFacts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two sources that hold one of everything under the same names, moved side by side into one target;
 * the second one's schemas take each other's names.
 */
class WholeSchemaIT {
  private static final String FIRST = "schema_whole_first";
  private static final String SECOND = "schema_whole_second";
  private static final String TARGET = "schema_whole_target";

  /** A role that the target does not have; its grants stay behind. */
  private static final String ABSENT = "fidelity_absent";

  private static final Source ONE =
      source(
          "one", FIRST, mapping("Shop", "One Shop", Map.of()), mapping("audit", "one", Map.of()));
  private static final Source TWO =
      source("two", SECOND, mapping("Shop", "audit", Map.of()), mapping("audit", "Shop", Map.of()));

  @BeforeAll
  static void createDatabases() throws SQLException, IOException {
    roles(PostgresFixture.source());
    for (String database : List.of(FIRST, SECOND)) {
      PostgresFixture.source().createDatabase(database);
      try (Connection connection = openSource(database)) {
        // Each part by itself: a label that was added to an enum counts from the next commit on.
        for (String part : everything()) {
          run(connection, part);
        }
      }
    }
    SchemaFixture.freshTarget(TARGET, "whole_one", "whole_two");
    role(PostgresFixture.target(), "CREATE ROLE fidelity_reader");
  }

  @Test
  void everythingArrivesAsItWas() throws SQLException {
    // given
    Migration migration =
        SchemaFixture.migration(
            TARGET,
            Map.of(
                "One Shop", readable("whole_one"),
                "one", readable("whole_one"),
                "audit", readable("whole_two"),
                "Shop", readable("whole_two")),
            ONE,
            TWO);
    SchemaService service = SchemaFixture.service();

    // when
    for (Source each : migration.sources()) {
      service.prepare(new MovingSource(migration, each));
    }
    CopiedRows.copy(FIRST, TARGET, Map.of("Shop", "One Shop", "audit", "one"));
    CopiedRows.copy(SECOND, TARGET, Map.of("Shop", "audit", "audit", "Shop"));
    for (Source each : migration.sources()) {
      service.finishAfterSnapshot(new MovingSource(migration, each));
    }
    assertThatApplyCanWriteWhereRulesWillBe();
    for (Source each : migration.sources()) {
      service.open(new MovingSource(migration, each));
      service.removeGate(new MovingSource(migration, each));
    }

    // then
    try (Connection first = openSource(FIRST);
        Connection second = openSource(SECOND);
        Connection target = openTarget(TARGET)) {
      sameCatalog(first, target, Map.of("One Shop", "A", "one", "B"));
      sameCatalog(second, target, Map.of("audit", "A", "Shop", "B"));
      sameContents(first, target, Map.of("Shop", "One Shop", "audit", "one"));
      sameContents(second, target, Map.of("Shop", "audit", "audit", "Shop"));
      assertThat(column(target, "SELECT totals::text FROM \"One Shop\".totals")).hasSize(2);
      assertThat(
              column(
                  target,
                  "SELECT has_table_privilege('fidelity_reader', '\"One Shop\".\"Order\"',"
                      + " 'SELECT') AND has_schema_privilege('fidelity_reader', 'One Shop',"
                      + " 'USAGE')"))
          .containsExactly("t");
    }
  }

  /** The file names the source's reader, so that it keeps what it may do there. */
  private static TargetSchema readable(String role) {
    return new TargetSchema(
        role,
        SchemaFixture.secret(SchemaFixture.ROLE_PASSWORD),
        false,
        new SchemaRights(DatabaseCreate.UNSAID, List.of("fidelity_reader"), true));
  }

  /** With a rule for updates a table takes no ON CONFLICT, in whatever role the session is. */
  private static void assertThatApplyCanWriteWhereRulesWillBe() throws SQLException {
    try (Connection apply = openTarget(TARGET)) {
      run(apply, "SET session_replication_role = replica");
      run(
          apply,
          "INSERT INTO one.keyless VALUES (1, 'one') ON CONFLICT DO NOTHING;"
              + "INSERT INTO one.replica VALUES (1, 2) ON CONFLICT (k) DO UPDATE SET v = 3;"
              + "DELETE FROM one.replica");
      assertThat(column(apply, "SELECT count(*) FROM one.replica")).containsExactly("0");
    }
  }

  private static void sameCatalog(Connection source, Connection target, Map<String, String> shared)
      throws SQLException {
    CatalogFacts original = CatalogFacts.read(source, Map.of("Shop", "A", "audit", "B"));
    assertThat(original.values()).hasSizeGreaterThan(3_000);
    assertThat(CatalogDiff.of(original, CatalogFacts.read(target, shared)))
        .containsExactly("grant A.\"Order\", to " + ABSENT + ": source [SELECT], target has none");
  }

  /** Materialized views are as if refreshed at the source, sequences go on where it stopped. */
  private static void sameContents(Connection source, Connection target, Map<String, String> names)
      throws SQLException {
    for (String relation :
        List.of("Shop.totals", "audit.totals", "audit.grouped", "Shop.free_seq", "audit.down")) {

      String schema = relation.substring(0, relation.indexOf('.'));
      String name = relation.substring(schema.length() + 1);
      String query = "SELECT to_jsonb(t) - 'log_cnt' FROM (TABLE \"%s\".\"%s\") AS t ORDER BY 1";
      assertThat(column(target, query.formatted(names.get(schema), name)))
          .isEqualTo(column(source, query.formatted(schema, name)))
          .isNotEmpty();
    }
  }

  /** The roles that everything.sql names. */
  static void roles(PostgresServer server) throws SQLException {
    role(server, "CREATE ROLE fidelity_reader");
    role(server, "CREATE ROLE " + ABSENT);
  }

  /** The statements of everything.sql, several in one text. */
  static List<String> everything() throws IOException {
    try (InputStream in = WholeSchemaIT.class.getResourceAsStream("everything.sql")) {
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      // The driver takes a body of BEGIN ATOMIC only when no semicolon follows it.
      return Arrays.stream(all.split("\n\n")).map(p -> p.strip().replaceAll(";$", "")).toList();
    }
  }

  private static void role(PostgresServer server, String statement) throws SQLException {
    try (Connection connection = server.connect("postgres")) {
      run(
          connection,
          "DO $$ BEGIN " + statement + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
    }
  }
}
