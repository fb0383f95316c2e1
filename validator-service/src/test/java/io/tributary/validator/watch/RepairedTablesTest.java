package io.tributary.validator.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.RowRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RepairedTablesTest {
  private static final RowRequest REPAIR =
      RowRequest.repairing(
          4, "a", List.of(new ConfirmedRows("public.t", List.of(Map.of("id", "1")))));

  private final RepairedTables repaired = new RepairedTables();

  @Test
  void namesATableOnceWhenItsRepairIsNotAskedForAnyMore() {
    assertThat(repaired.ended("a", List.of())).isEmpty();
    assertThat(repaired.ended("a", List.of(REPAIR))).isEmpty();
    assertThat(repaired.ended("a", List.of(REPAIR, new RowRequest(5, "a", 17L)))).isEmpty();
    assertThat(repaired.ended("a", List.of(new RowRequest(5, "a", 17L))))
        .containsExactly("public.t");
    assertThat(repaired.ended("a", List.of())).isEmpty();
  }

  @Test
  void passesOverWhatIsAskedOfOtherSources() {
    assertThat(repaired.ended("b", List.of(REPAIR))).isEmpty();
    assertThat(repaired.ended("b", List.of())).isEmpty();
  }
}
