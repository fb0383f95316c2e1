package io.tributary.cdc.reconcile.observed;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.ErrorType;
import io.tributary.common.model.StreamId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OrderOfferTest {
  private static final StreamId OUT = new StreamId("shop", "a");
  private static final String COMMAND = "`./tributary restart shop --source a`";

  /** What is asked of a stream while applications write at the sources. */
  private static final Set<MigrationGoal> BEFORE =
      EnumSet.of(
          MigrationGoal.REPLICATE,
          MigrationGoal.PAUSE,
          MigrationGoal.REHEARSE,
          MigrationGoal.FENCE,
          MigrationGoal.VERIFY);

  @Test
  void fillsInTheNamesWhereTheErrorDoesNotKnowThem() {
    assertThat(fitted(OUT, MigrationGoal.REPLICATE, "Gone. Type " + StreamId.RESTART_COMMAND + "."))
        .isEqualTo("Gone. Type " + COMMAND + ".");
    assertThat(fitted(OUT, MigrationGoal.REPLICATE, "Mend it and type `./tributary resume NAME`."))
        .isEqualTo("Mend it and type `./tributary resume shop`.");
    assertThat(
            fitted(
                OUT.opposite(),
                MigrationGoal.REPLICATE,
                "Then `./tributary repair NAME --source SOURCE` it."))
        .isEqualTo("Then `./tributary repair shop --source a.back` it.");
  }

  @Test
  void leavesEveryOtherErrorAsItIs() {
    ErrorReport error = error("The table NAME of SOURCE is not there.");

    assertThat(new OrderOffer(OUT, MigrationGoal.SWITCHED).fitting(error)).isSameAs(error);
  }

  @Test
  void offersNoRestartBehindTheCutover() {
    String said = "Slot s of source a is gone. " + OUT.beginAnew() + " Look at the server.";

    for (MigrationGoal goal :
        EnumSet.of(MigrationGoal.OPEN, MigrationGoal.SWITCHED, MigrationGoal.STAND_BY)) {
      assertThat(fitted(OUT, goal, said))
          .as("%s", goal)
          .startsWith("Slot s of source a is gone. Look at the server. Applications write")
          .contains("`./tributary complete shop`")
          .doesNotContain("restart");
    }
    for (MigrationGoal goal : BEFORE) {
      assertThat(fitted(OUT, goal, said)).as("%s", goal).isEqualTo(said);
    }
  }

  @Test
  void offersItForAWayBackOnlyWhileThatStandsBy() {
    StreamId back = OUT.opposite();
    String said = "Slot s is gone. " + back.beginAnew();

    assertThat(fitted(back, MigrationGoal.STAND_BY, said)).contains(COMMAND);
    for (MigrationGoal goal : BEFORE) {
      if (goal != MigrationGoal.PAUSE) {
        assertThat(fitted(back, goal, said)).as("%s", goal).doesNotContain("restart");
      }
    }
  }

  private static String fitted(StreamId stream, MigrationGoal goal, String message) {
    return new OrderOffer(stream, goal).fitting(error(message)).message();
  }

  private static ErrorReport error(String message) {
    return new ErrorReport("TRB-CAPTURE-SLOT-MISSING", ErrorType.USER, false, message, Map.of());
  }
}
