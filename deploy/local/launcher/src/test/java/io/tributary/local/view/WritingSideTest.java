package io.tributary.local.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SideChangeAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WritingSideTest {

  @ParameterizedTest
  @CsvSource({
    "Created, SOURCES",
    "Starting, SOURCES",
    "Replicating, SOURCES",
    "Paused, SOURCES",
    "Undoing, NONE",
    "Switched, TARGET",
    "Completing, TARGET",
    "Completed, TARGET",
    "Aborting, SOURCES",
    "Aborted, SOURCES",
    "UNKNOWN, UNKNOWN",
    "AStateOfALaterVersion, UNKNOWN"
  })
  void isToldByTheState(String state, WritingSide side) {
    assertThat(WritingSide.of(answer(state, null, "out"))).isEqualTo(side);
  }

  @ParameterizedTest
  @CsvSource({
    "GATE, SOURCES, TARGET",
    "REHEARSE, SOURCES, TARGET",
    "FENCE, NONE, NONE",
    "DRAIN, NONE, NONE",
    "VERIFY, NONE, NONE",
    "OPEN, NONE, NONE",
    "SWITCH, TARGET, SOURCES"
  })
  void changesWithTheStepsOfACutoverAndOfARollback(String step, WritingSide out, WritingSide back) {
    assertThat(WritingSide.of(answer("CuttingOver", step, "out"))).isEqualTo(out);
    assertThat(WritingSide.of(answer("CuttingOver", step, "back"))).isEqualTo(back);
  }

  @Test
  void isTheTargetWhileARollbackIsRehearsed() {
    assertThat(WritingSide.of(answer("Rehearsing", "REHEARSE", "out", "abort")))
        .isEqualTo(WritingSide.SOURCES);
    assertThat(WritingSide.of(answer("Rehearsing", "REHEARSE", "out")))
        .isEqualTo(WritingSide.TARGET);
  }

  private static MigrationAnswer answer(
      String state, @Nullable String step, String direction, String... orders) {
    SideChangeAnswer change =
        new SideChangeAnswer("c1", direction, Instant.EPOCH, List.of(), null, List.of(), null);
    return new MigrationAnswer(
        "shop",
        state,
        step,
        1L,
        Instant.EPOCH,
        List.of(orders),
        "healthy",
        null,
        List.of(),
        null,
        change,
        null,
        null);
  }
}
