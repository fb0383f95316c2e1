package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The application changes its tables at the target once it is there. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class TargetDefinitionChangeIT {
  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply,
                "CREATE TABLE doc (id int PRIMARY KEY, body text)",
                "INSERT INTO doc VALUES (1, 'early')")
            .started();
    move.change(move.out);
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void stopsTheWayBackAndSaysWhatToDoUntilTheSourceHasChangedToo() {
    // when
    move.target.run(
        "ALTER TABLE app.doc ADD COLUMN note text", "INSERT INTO app.doc VALUES (2, 'late', 'n')");

    // then
    ErrorReport report = move.awaitError(move.back, ApplyError.SCHEMA_CHANGED);
    assertThat(report.message())
        .contains("Table app.doc of the target of source legacy was changed")
        .contains("source legacy lacks what is written at the target, and going back is refused")
        .contains(
            "Make the same change to public.doc in source legacy and type `./tributary resume NAME`")
        .contains("note")
        .doesNotContain("abort");
    assertThat(report.fields()).containsEntry("table", "app.doc");
    SourceDriver homeward = move.homeward();
    assertThatThrownBy(() -> homeward.raiseFence("back", Instant.now().plusSeconds(60)))
        .hasMessageContaining("The target of source legacy is not fenced and goes on as before")
        .hasMessageContaining("go back when source legacy has followed");

    // and
    move.source.run("ALTER TABLE doc ADD COLUMN note text");
    move.restartService();
    move.awaitRows(move.source, "SELECT * FROM doc ORDER BY id", "1|early|null", "2|late|n");
    move.change(move.back);
    move.source.run("INSERT INTO doc VALUES (3, 'home', 'again')");
    move.awaitRows(
        move.target,
        "SELECT id, body, note FROM app.doc ORDER BY id",
        "1|early|null",
        "2|late|n",
        "3|home|again");
    move.change(move.out);
    assertThat(move.status(move.out).error()).isNull();
  }

  @Test
  void refusesToGoBackOnceThereIsATableThatTheSourceDoesNotHave() {
    // when
    move.target.run("CREATE TABLE app.fresh (id int PRIMARY KEY)");

    // then
    SourceDriver homeward = move.homeward();
    assertThatThrownBy(() -> homeward.raiseFence("back", Instant.now().plusSeconds(60)))
        .hasMessageContaining("app.fresh")
        .hasMessageContaining("go back when source legacy has followed");
    assertThat(move.outward().opened()).isTrue();
  }
}
