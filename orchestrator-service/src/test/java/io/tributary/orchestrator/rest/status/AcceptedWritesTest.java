package io.tributary.orchestrator.rest.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.CutoverStep.Step;
import io.tributary.common.model.Direction;
import io.tributary.orchestrator.rest.status.AcceptedWrites.Side;
import io.tributary.orchestrator.state.MigrationState;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AcceptedWritesTest {
  private static final Map<String, Side> OUT =
      Map.ofEntries(
          Map.entry("Created", Side.SOURCES),
          Map.entry("Starting", Side.SOURCES),
          Map.entry("Replicating", Side.SOURCES),
          Map.entry("Rehearsing", Side.SOURCES),
          Map.entry("Paused", Side.SOURCES),
          Map.entry("CuttingOver/REHEARSE", Side.SOURCES),
          Map.entry("CuttingOver/HOLD_CLIENTS", Side.SOURCES),
          Map.entry("CuttingOver/RELEASE_CLIENTS", Side.TARGET),
          Map.entry("CuttingOver/FENCE", Side.NONE),
          Map.entry("CuttingOver/DRAIN", Side.NONE),
          Map.entry("CuttingOver/VERIFY", Side.NONE),
          Map.entry("CuttingOver/OPEN", Side.NONE),
          Map.entry("CuttingOver/SWITCH", Side.TARGET),
          Map.entry("Undoing", Side.NONE),
          Map.entry("Switched", Side.TARGET),
          Map.entry("Completing", Side.TARGET),
          Map.entry("Completed", Side.TARGET),
          Map.entry("Aborting", Side.SOURCES),
          Map.entry("Aborted", Side.SOURCES));
  private static final Map<String, Side> BACK =
      Map.of(
          "Switched", Side.TARGET,
          "Rehearsing", Side.TARGET,
          "CuttingOver/HOLD_CLIENTS", Side.TARGET,
          "CuttingOver/RELEASE_CLIENTS", Side.SOURCES,
          "CuttingOver/FENCE", Side.NONE,
          "CuttingOver/OPEN", Side.NONE,
          "CuttingOver/SWITCH", Side.SOURCES,
          "Undoing", Side.NONE);

  @ParameterizedTest
  @MethodSource("io.tributary.orchestrator.state.EveryState#examples")
  void saysOfEachStateOfACutoverWhichSideAcceptsWrites(MigrationState state) {
    assertThat(AcceptedWrites.side(state, false)).isEqualTo(OUT.get(state.label()));
  }

  @ParameterizedTest
  @MethodSource("io.tributary.orchestrator.state.EveryState#ofRollbacks")
  void exchangesTheSidesInARollback(MigrationState state) {
    assertThat(AcceptedWrites.side(state, false)).isEqualTo(BACK.get(state.label()));
  }

  @ParameterizedTest
  @MethodSource("io.tributary.orchestrator.state.EveryState#examples")
  void saysThatNobodyAcceptsWritesWhileAnAbortLiftsFences(MigrationState state) {
    boolean aborting = state.label().equals("Aborting");
    assertThat(AcceptedWrites.side(state, true))
        .isEqualTo(aborting ? Side.NONE : OUT.get(state.label()));
  }

  @ParameterizedTest
  @CsvSource({
    "GATE, SOURCES, TARGET",
    "REHEARSE, SOURCES, TARGET",
    "HOLD_CLIENTS, SOURCES, TARGET",
    "RELEASE_CLIENTS, TARGET, SOURCES",
    "FENCE, NONE, NONE",
    "DRAIN, NONE, NONE",
    "VERIFY, NONE, NONE",
    "OPEN, NONE, NONE",
    "SWITCH, TARGET, SOURCES",
    "DONE, TARGET, SOURCES",
    "UNDO, NONE, NONE"
  })
  void changesWithTheStepsOfACutoverAndOfARollback(Step step, Side out, Side back) {
    assertThat(AcceptedWrites.changing(step, Direction.OUT)).isEqualTo(out);
    assertThat(AcceptedWrites.changing(step, Direction.BACK)).isEqualTo(back);
  }

  @Test
  void saysThatNobodyKnowsWhileTheStateCannotBeRead() {
    AcceptedWrites writes = AcceptedWrites.of(Optional.empty(), false);

    assertThat(writes.side()).isEqualTo("unknown");
    assertThat(writes.sentence()).startsWith("Nobody can say which side accepts writes");
  }
}
