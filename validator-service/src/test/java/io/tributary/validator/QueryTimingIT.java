package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.desired.RehearsalStage;
import io.tributary.common.model.Direction;
import io.tributary.common.observed.QueryTrial;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.cutover.BackupRule;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.query.QueryLimits;
import io.tributary.common.plan.query.QueryLimits.WhenSlower;
import io.tributary.common.plan.query.TimedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Queries of the file at real ends, while a rehearsal waits for them. */
class QueryTimingIT {
  private static final String ID = "rehearsal-1";
  private static final Duration LONG = Duration.ofSeconds(60);

  @Test
  void timesBothSidesFiveTimesAsTheSchemasRoleAndComparesHowManyRowsTheyAnswer() {
    try (TwoDatabases databases = prepared("queries")) {
      // given
      databases.onSource("INSERT INTO app.item SELECT g FROM generate_series(1, 3) g");
      databases.onTarget("INSERT INTO $S.item SELECT g FROM generate_series(1, 2) g");
      TimedQuery slow =
          query(
              "slow",
              "SELECT pg_sleep(0.01)",
              "SELECT pg_sleep(0.05), id FROM %s.item WHERE id = 1 AND current_user = '%s'"
                  .formatted(databases.targetSchema(), role("queries")));
      TimedQuery rows =
          query(
              "rows",
              "SELECT id FROM app.item",
              "SELECT id FROM %s.item".formatted(databases.targetSchema()));
      Migration migration = timing(databases, 5_000, slow, rows);

      // when
      List<QueryTrial> trials = trials(migration, 2);

      // then
      QueryTrial first = trials.get(0);
      assertThat(first.error()).isNull();
      assertThat(first.atSource().runMicros()).hasSize(5).allMatch(micros -> micros >= 10_000);
      assertThat(first.atTarget().runMicros()).hasSize(5).allMatch(micros -> micros >= 50_000);
      assertThat(first.atTarget().rows()).as("seen by the schema's role").isEqualTo(1);
      assertThat(first.ratio())
          .isEqualTo((double) first.atTarget().medianMicros() / first.atSource().medianMicros());
      assertThat(first.ratio()).isGreaterThan(1.1);
      assertThat(first.within()).isFalse();
      assertThat(trials.get(1).inWords())
          .contains("It answers 3 rows at the source and 2 at the target");
    } finally {
      dropRole("queries");
    }
  }

  @Test
  void writesNothingWhateverTheFileSays() {
    try (TwoDatabases databases = prepared("readonly")) {
      // given
      databases.onTarget("INSERT INTO $S.item VALUES (1)");
      String item = databases.targetSchema() + ".item";
      Migration migration =
          timing(
              databases,
              5_000,
              query(
                  "hidden",
                  "SELECT 1",
                  "WITH gone AS (DELETE FROM %s RETURNING id) SELECT id FROM gone".formatted(item)),
              query("two", "SELECT 1", "SELECT 1; COMMIT; DELETE FROM %s".formatted(item)),
              query(
                  "source",
                  "WITH w AS (INSERT INTO app.item VALUES (9) RETURNING id) SELECT id FROM w",
                  "SELECT 1"));

      // when
      List<QueryTrial> trials = trials(migration, 3);

      // then
      assertThat(trials).allMatch(trial -> trial.error().code().equals("TRB-VALIDATION-QUERY"));
      assertThat(trials.get(0).error().message()).contains("read-only transaction");
      assertThat(trials.get(1).error().message())
          .contains("it is not one statement but 3", "Mend at-target of the query");
      assertThat(trials.get(2).error().message())
          .contains("At the source", "read-only transaction", "Mend at-source of the query");
      databases.onTarget("DO $$BEGIN ASSERT (SELECT count(*) = 1 FROM %s); END$$".formatted(item));
      databases.onSource("DO $$BEGIN ASSERT (SELECT count(*) = 0 FROM app.item); END$$");
    } finally {
      dropRole("readonly");
    }
  }

  @Test
  void saysWhichSideFailedAndWhy() {
    try (TwoDatabases databases = prepared("failing")) {
      // given
      databases.onTarget("CREATE TABLE $S.secret (id int)");
      Migration migration =
          timing(
              databases,
              300,
              query("missing", "SELECT 1 FROM app.nowhere", "SELECT 1"),
              query(
                  "forbidden",
                  "SELECT 1",
                  "SELECT 1 FROM %s.secret".formatted(databases.targetSchema())),
              query("endless", "SELECT 1", "SELECT pg_sleep(60)"),
              query("huge", "SELECT g FROM generate_series(1, 100001) g", "SELECT 1"),
              query("fine", "SELECT 1", "SELECT 1"));

      // when
      List<QueryTrial> trials = trials(migration, 5);

      // then
      assertThat(trials.get(0).error().message())
          .contains("At the source", "relation \"app.nowhere\" does not exist", "at-source");
      assertThat(trials.get(0).error().fields())
          .containsEntry("query", "missing")
          .containsEntry("side", "at-source");
      assertThat(trials.get(1).error().message())
          .contains(
              "At the target", "as role " + role("failing"), "permission denied for table secret");
      assertThat(trials.get(2).error().code()).isEqualTo("TRB-VALIDATION-QUERY-TIME-LIMIT");
      assertThat(trials.get(2).error().message())
          .contains("longer than 300 ms (cutover.queries-time-limit-millis)");
      assertThat(trials.get(3).error().code()).isEqualTo("TRB-VALIDATION-QUERY-RESULT");
      assertThat(trials.get(4).error()).as("one that failed keeps no other").isNull();
    } finally {
      dropRole("failing");
    }
  }

  @Test
  void runsNoQueryBeforeItIsAskedToAndBreaksOneOffThatIsNotAskedForAnyMore() throws Exception {
    try (TwoDatabases databases = prepared("stopped");
        Comparing comparing = new Comparing("queries-stopped", Comparing.defaults())) {
      // given
      Migration migration =
          timing(databases, 600_000, query("endless", "SELECT 1", "SELECT pg_sleep(600)"));
      comparing.watches.desire(desired(migration, 1, false));
      await()
          .atMost(LONG)
          .until(
              () ->
                  comparing.observed.stream()
                      .anyMatch(seen -> ID.equals(seen.rehearsedCutoverId())));
      assertThat(sleeping(databases)).isZero();
      comparing.watches.desire(desired(migration, 2, true));
      await().atMost(LONG).until(() -> sleeping(databases) == 1);

      // when
      comparing.desire(migration, MigrationGoal.REPLICATE, 3, null);

      // then
      await().atMost(LONG).until(() -> sleeping(databases) == 0);
      assertThat(comparing.observed).allMatch(seen -> seen.queries().isEmpty());
    } finally {
      dropRole("stopped");
    }
  }

  private static List<QueryTrial> trials(Migration migration, int many) {
    try (Comparing comparing =
        new Comparing("queries-" + migration.sources().get(0).name(), Comparing.defaults())) {
      comparing.watches.desire(desired(migration, 1, true));
      await()
          .atMost(LONG)
          .until(() -> comparing.observed.stream().anyMatch(seen -> complete(seen, many)));
      return comparing.observed.stream()
          .filter(seen -> complete(seen, many))
          .findFirst()
          .orElseThrow()
          .queries();
    }
  }

  private static boolean complete(ValidationObserved seen, int many) {
    return seen.queries().size() == many;
  }

  private static DesiredState desired(Migration migration, long generation, boolean timing) {
    return new DesiredState(
        migration,
        generation,
        MigrationGoal.REHEARSE,
        ID,
        null,
        false,
        Instant.now(),
        List.of(),
        Set.of(),
        Direction.OUT,
        Map.of(),
        timing ? RehearsalStage.QUERIES : RehearsalStage.STEPS);
  }

  private static TwoDatabases prepared(String name) {
    TwoDatabases databases = TwoDatabases.create(name);
    databases.onBoth("CREATE TABLE $S.item (id int PRIMARY KEY)");
    databases.onTarget(
        "CREATE ROLE %1$s; GRANT USAGE ON SCHEMA $S TO %1$s; GRANT SELECT ON $S.item TO %1$s"
            .formatted(role(name)));
    databases.checkpoint(0, Long.MAX_VALUE, null);
    return databases;
  }

  private static String role(String name) {
    return "asks_" + name;
  }

  private static void dropRole(String name) {
    try (var connection = io.tributary.fixture.PostgresFixture.target().connect("postgres");
        var statement = connection.createStatement()) {
      statement.execute("DROP ROLE IF EXISTS " + role(name));
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sleeping(TwoDatabases databases) throws java.sql.SQLException {
    try (var connection = databases.openTarget();
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE state = 'active'"
                    + " AND query = 'SELECT pg_sleep(600)'")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static TimedQuery query(String name, String atSource, String atTarget) {
    return new TimedQuery(name, "", atSource, atTarget);
  }

  private static Migration timing(TwoDatabases databases, long limit, TimedQuery... queries) {
    Migration plain = TwoDatabases.migration(1_000, databases);
    String source = plain.sources().get(0).name();
    CutoverSettings cutover = plain.cutover();
    return new Migration(
        plain.name(),
        new MigrationTarget(
            plain.target().connection(),
            "public",
            Map.of(databases.targetSchema(), new TargetSchema(role(source), null, false))),
        plain.sources(),
        new CutoverSettings(
            cutover.timeLimitMillis(),
            cutover.maxLagMillis(),
            cutover.openTransactions(),
            cutover.openTransactionsWaitMillis(),
            List.of(),
            Map.of(),
            Map.of(),
            new QueryLimits(1.1, WhenSlower.WARN, limit),
            BackupRule.defaults()),
        plain.validation(),
        List.of(queries).stream()
            .map(q -> new TimedQuery(q.name(), source, q.atSource(), q.atTarget()))
            .toList(),
        List.of());
  }
}
