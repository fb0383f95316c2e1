package io.tributary.cdc.schema.shared;

import static io.tributary.cdc.schema.SchemaFixture.column;
import static io.tributary.cdc.schema.SchemaFixture.mapping;
import static io.tributary.cdc.schema.SchemaFixture.openSource;
import static io.tributary.cdc.schema.SchemaFixture.openTarget;
import static io.tributary.cdc.schema.SchemaFixture.ownedBy;
import static io.tributary.cdc.schema.SchemaFixture.run;
import static io.tributary.cdc.schema.SchemaFixture.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.schema.SchemaFixture;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.schema.dump.SchemaStep;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sources of one target, and instances with one source, that prepare at the same time. */
class PreparationTurnIT {
  private static final String FIRST = "schema_turn_first";
  private static final String SECOND = "schema_turn_second";
  private static final String TARGET = "schema_turn_target";

  private final Source first = source("first", FIRST, mapping("public", "one", Map.of()));
  private final Source second = source("second", SECOND, mapping("public", "two", Map.of()));
  private Migration migration;

  @BeforeEach
  void createDatabases() throws SQLException {
    for (String database : new String[] {FIRST, SECOND}) {
      PostgresFixture.source().createDatabase(database);
      try (Connection from = openSource(database)) {
        run(from, "CREATE TABLE t (id int PRIMARY KEY); CREATE INDEX t_id ON t (id)");
      }
    }
    SchemaFixture.freshTarget(TARGET, "turn_app");
    migration =
        SchemaFixture.migration(
            TARGET, Map.of("one", ownedBy("turn_app"), "two", ownedBy("turn_app")), first, second);
  }

  @Test
  void preparesASourceWhileAnotherIsPlanned() throws SQLException {
    // when
    meanwhile(second).prepare(new MovingSource(migration, first));

    // then
    assertThat(tables()).containsExactly("one.t", "two.t");
    assertThat(scratchDatabases()).isEmpty();
    for (Source source : new Source[] {first, second}) {
      SchemaFixture.service().finishAfterSnapshot(new MovingSource(migration, source));
      SchemaFixture.service().open(new MovingSource(migration, source));
    }
    assertThat(indexes()).containsExactly("one.t_id", "one.t_pkey", "two.t_id", "two.t_pkey");
  }

  @Test
  void goesOnWithThePlanOfAnotherInstanceThatWasFaster() throws SQLException {
    // given an index that only the faster instance has seen
    SchemaService slower =
        SchemaFixture.service(
            (step, layout) -> {
              if (step == SchemaStep.DRAFTED) {
                sourceHas("CREATE INDEX t_late ON t (id)");
                inAnotherThread(first);
              }
            });

    // when
    slower.prepare(new MovingSource(migration, first));
    slower.finishAfterSnapshot(new MovingSource(migration, first));

    // then
    assertThat(tables()).containsExactly("one.t");
    assertThat(indexes()).containsExactly("one.t_id", "one.t_late", "one.t_pkey");
  }

  /** A service that prepares another source in full at the end of its own planning. */
  private SchemaService meanwhile(Source other) {
    return SchemaFixture.service(
        (step, layout) -> {
          if (step == SchemaStep.DRAFTED) {
            inAnotherThread(other);
          }
        });
  }

  private void inAnotherThread(Source other) {
    CompletableFuture.runAsync(
            () -> SchemaFixture.service().prepare(new MovingSource(migration, other)))
        .orTimeout(60, TimeUnit.SECONDS)
        .join();
  }

  private static void sourceHas(String sql) {
    try (Connection from = openSource(FIRST)) {
      run(from, sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> tables() throws SQLException {
    return ofTarget(
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE schemaname IN ('one', 'two')"
            + " ORDER BY 1");
  }

  private static List<String> indexes() throws SQLException {
    return ofTarget(
        "SELECT schemaname || '.' || indexname FROM pg_indexes WHERE schemaname IN ('one', 'two')"
            + " ORDER BY 1");
  }

  private static List<String> scratchDatabases() throws SQLException {
    return ofTarget("SELECT datname FROM pg_database WHERE datname LIKE 'tributary_scratch%'");
  }

  private static List<String> ofTarget(String query) throws SQLException {
    try (Connection to = openTarget(TARGET)) {
      return column(to, query);
    }
  }
}
