package io.tributary.cdc.source.postgresql.fence;

import static io.tributary.cdc.source.postgresql.fence.FencedSource.inSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a fence writes into the source's own change stream. */
class FenceMarkIT {
  private static final String DATABASE = "fence_mark_it";

  private FencedSource database;
  private FenceService fences;
  private Migration migration;
  private Source source;

  @BeforeEach
  void create() throws Exception {
    database =
        new FencedSource(
            PostgresFixture.source(),
            DATABASE,
            "CREATE SCHEMA app",
            "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)");
    fences = database.service();
    migration = database.migration(OpenTransactions.ABORT_CUTOVER, 200);
    source = migration.source("legacy");
  }

  @AfterEach
  void drop() {
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  @Test
  void putsTheTokenBehindTheLastWriteOfTheStream() throws Exception {
    // given
    database.execute("SELECT pg_create_logical_replication_slot('fence_mark_it', 'test_decoding')");
    database.execute("INSERT INTO app.\"Order\" VALUES (2, 'last')");

    // when
    FenceObserved fence =
        fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    String stream =
        database.value(
            "SELECT string_agg(data, ' ' ORDER BY lsn)"
                + " FROM pg_logical_slot_get_changes('fence_mark_it', NULL, NULL)");
    assertThat(stream.indexOf("prefix: tributary.fence.shop/legacy"))
        .isGreaterThan(stream.indexOf("'last'"))
        .isPositive();
    assertThat(stream).containsPattern("content:\\d+ [0-9a-f]{64} RAISED cut-1");
    assertThat(fence.position())
        .isPositive()
        .isLessThanOrEqualTo(
            Long.parseLong(database.value("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")));
    assertThat(fence.drained()).isFalse();
  }

  @Test
  void marksTheEndOfTheFenceBeforeTheFirstWriteThatIsAcceptedAgain() throws Exception {
    // given
    fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});
    database.execute("SELECT pg_create_logical_replication_slot('fence_mark_it', 'test_decoding')");

    // when
    fences.lift(new FenceLift(new MovingSource(migration, source), "cut-1", () -> false));
    database.execute("INSERT INTO app.\"Order\" VALUES (2, 'again')");

    // then
    String stream =
        database.value(
            "SELECT string_agg(data, ' ' ORDER BY lsn)"
                + " FROM pg_logical_slot_get_changes('fence_mark_it', NULL, NULL)");
    assertThat(stream)
        .containsSubsequence("prefix: tributary.fence.shop/legacy", " LIFTED cut-1", "'again'");
  }
}
