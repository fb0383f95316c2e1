package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.ApplyService;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.observed.WayBackError;
import io.tributary.common.plan.MovingSource;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody writes to the side that is closed, past what closes it. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class WriteBehindSidesIT {
  private static final String AT_SOURCE = "SELECT said FROM public.line ORDER BY 1";
  private static final String AT_TARGET = "SELECT said FROM app.line ORDER BY 1";

  @Inject ApplyService apply;
  private TwoWayMigration move;

  @BeforeEach
  void create() throws Exception {
    move =
        new TwoWayMigration(
                apply, "CREATE TABLE line (said text)", "INSERT INTO line VALUES ('early')")
            .started();
  }

  @AfterEach
  void stop() throws Exception {
    move.close();
  }

  @Test
  void isNamedInTheTargetThatWasNeverOpen() {
    // when
    move.target.run(
        "SET session_replication_role = replica", "INSERT INTO app.line VALUES ('past')");

    // then
    assertLost(move.back, "app.line", "Table app.line of the target of source legacy was changed");
    assertThat(move.source.rows(AT_SOURCE)).containsExactly("early");
  }

  @Test
  void isNamedInTheTargetThatIsClosedAgain() {
    // given
    move.change(move.out);
    move.target.run("INSERT INTO app.line VALUES ('open')");
    move.change(move.back);

    // when
    move.target.run(
        "ALTER TABLE app.line DISABLE TRIGGER tributary_fence",
        "UPDATE app.line SET said = 'past'");

    // then
    assertLost(
        move.back,
        "app.line",
        "because source legacy is open to its application: it exists at the target of source legacy only");
    assertThat(move.source.rows(AT_SOURCE)).containsExactly("early", "open");
  }

  @Test
  void isNamedInTheSourceAfterTheCutover() {
    // given
    move.change(move.out);

    // when
    move.source.run(
        "ALTER TABLE line DISABLE TRIGGER tributary_fence", "INSERT INTO line VALUES ('past')");

    // then
    assertLost(
        move.out,
        "public.line",
        "because the target is open to its application: it exists at source legacy only");
    assertThat(move.target.rows(AT_TARGET)).containsExactly("early");
  }

  @Test
  void isNamedAndTakenAlongWhileNeitherSideIsOpen() {
    // given
    move.change(move.out);
    SourceDriver homeward = move.homeward();
    homeward.rehearse();
    homeward.raiseFence("rollback", Instant.now().plusSeconds(60));

    // when
    move.target.run(
        "ALTER TABLE app.line DISABLE TRIGGER tributary_fence",
        "INSERT INTO app.line VALUES ('late')");

    // then
    ErrorReport report = move.awaitError(move.back, ApplyError.WRITE_BEHIND_FENCE);
    assertThat(report.message())
        .contains("Table app.line of the target of source legacy was changed behind the fence");
    move.awaitRows(move.source, AT_SOURCE, "early", "late");
    move.open(homeward);
    move.source.run("INSERT INTO line VALUES ('home')");
    move.awaitRows(move.target, AT_TARGET, "early", "home", "late");
  }

  private void assertLost(MovingSource way, String table, String said) {
    ErrorReport report = move.awaitError(way, WayBackError.WRITE_LOST);
    assertThat(report.message()).contains(said);
    assertThat(report.fields()).containsEntry("table", table);
    assertThat(report.fields().get("position")).matches("[1-9][0-9]*");
  }
}
