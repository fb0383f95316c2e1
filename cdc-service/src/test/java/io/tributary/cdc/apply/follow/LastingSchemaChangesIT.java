package io.tributary.cdc.apply.follow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.ChangingMigration;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.plan.source.SchemaChanges;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of the source's schema after which nothing but a new start gives equal tables. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class LastingSchemaChangesIT {
  @Inject ApplyService apply;
  private ChangingMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new ChangingMigration(
            apply,
            SchemaChanges.FOLLOW,
            "CREATE TABLE t (id int PRIMARY KEY, v text)",
            "INSERT INTO t VALUES (1, 'old')");
  }

  @AfterEach
  void remove() throws Exception {
    move.close();
  }

  @Test
  void stopsAtAColumnThatWasDroppedAndAddedAgainUnderItsNameAndType() {
    // given
    move.started();

    // when
    move.source.run("ALTER TABLE t DROP v, ADD v text", "INSERT INTO t VALUES (2, 'new')");

    // then
    ErrorReport error = move.stopped();
    assertThat(error.message())
        .contains("column v was dropped and added again")
        .contains("./tributary restart");
    assertThat(move.target.rows("SELECT * FROM app.t")).containsExactly("1|old");
  }

  @Test
  void stopsAtATableThatLostItsLastColumn() {
    // given
    move.started();

    // when
    move.source.run("ALTER TABLE t DROP id, DROP v", "INSERT INTO t DEFAULT VALUES");

    // then
    assertThat(move.stopped().message())
        .contains("its last column that is written was dropped")
        .contains("./tributary restart");
    assertThat(move.target.rows("SELECT * FROM app.t")).containsExactly("1|old");
  }

  @Test
  void stopsAtATableThatWasRenamed() {
    // given
    move.started();

    // when
    move.source.run("ALTER TABLE t RENAME TO u", "INSERT INTO u VALUES (2, 'unseen')");

    // then
    assertThat(move.stopped().message())
        .contains("the table was renamed to public.u")
        .contains("./tributary restart");
  }

  @Test
  void refusesASnapshotDuringWhichATableWasChanged() {
    // given
    move.prepare();
    move.source.run("ALTER TABLE t ALTER v TYPE varchar(9)");

    // when
    move.capture();
    move.resume();

    // then
    ErrorReport error = move.stopped();
    assertThat(error.code()).isEqualTo("TRB-SCHEMA-CHANGED-DURING-SNAPSHOT");
    assertThat(error.message()).contains("public.t").contains("character varying(9)");
  }
}
