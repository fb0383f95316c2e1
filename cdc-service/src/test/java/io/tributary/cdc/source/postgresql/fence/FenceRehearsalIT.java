package io.tributary.cdc.source.postgresql.fence;

import static io.tributary.cdc.source.postgresql.fence.FencedSource.inSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.cutover.CutoverSettings.OpenTransactions;
import io.tributary.common.plan.source.Source;
import io.tributary.fixture.PostgresFixture;
import java.sql.Connection;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FenceRehearsalIT {
  private static final String DATABASE = "fence_rehearsal_it";

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
            "CREATE TABLE app.\"Order\" (id int PRIMARY KEY, note text)",
            "INSERT INTO app.\"Order\" VALUES (1, 'first')");
    fences = database.service();
    migration = database.migration(OpenTransactions.ABORT_CUTOVER, 200);
    source = migration.source("legacy");
  }

  @AfterEach
  void drop() {
    fences.closeKept();
    PostgresFixture.source().dropDatabase(DATABASE);
  }

  @Test
  void aRehearsalLeavesNothingBehindAndHoldsUpNoWriter() throws Exception {
    // given
    try (Connection writer = database.connect();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("INSERT INTO app.\"Order\" VALUES (2, 'open while it rehearses')");

      // when
      fences.rehearse(new MovingSource(migration, source), connection -> {});

      // then
      database.execute("UPDATE app.\"Order\" SET note = 'written' WHERE id = 1");
      assertThat(fences.standing(new MovingSource(migration, source))).isEmpty();
      assertThat(database.value("SELECT to_regnamespace('tributary_fence')")).isNull();
      writer.commit();
    }
  }

  @Test
  void raisesTheFenceThoughTheRehearsedConnectionIsGone() throws Exception {
    // given
    fences.rehearse(new MovingSource(migration, source), connection -> {});
    database.value(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity"
            + " WHERE starts_with(application_name, 'tributary-fence') AND datname = current_database()");

    // when
    FenceObserved raised =
        fences.raise(new MovingSource(migration, source), "cut-1", inSeconds(5), locked -> {});

    // then
    assertThat(raised.token()).isEqualTo("cut-1");
    assertThatThrownBy(() -> database.execute("DELETE FROM app.\"Order\""))
        .hasMessageContaining("refuses writes since");
  }
}
