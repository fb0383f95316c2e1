package io.tributary.orchestrator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AsideGateTest {

  @Test
  void isClosedByRowsThatNobodyHasAccepted() {
    GateFinding found = quarantine(plan(Map.of(), Map.of()), aside(37));

    assertThat(found.passed()).isFalse();
    assertThat(found.message())
        .contains("37 rows of source b", "accept-quarantined", "/migrations/shop/quarantine");
  }

  @Test
  void letsAsManyRowsStayBehindAsTheFileAccepts() {
    assertThat(quarantine(plan(Map.of("b", 37L), Map.of()), aside(37)).passed()).isTrue();
    assertThat(quarantine(plan(Map.of("b", 37L), Map.of()), aside(38)).passed()).isFalse();
    assertThat(quarantine(plan(Map.of("a", 99L), Map.of()), aside(1)).passed()).isFalse();
  }

  @Test
  void letsExactlyTheNamedRowsStayBehind() {
    Migration plan = plan(Map.of(), Map.of("b", List.of("db.notes/1", "db.notes/2")));

    assertThat(quarantine(plan, named("db.notes/2")).passed()).isTrue();
    GateFinding other = quarantine(plan, named("db.notes/1", "db.notes/3"));
    assertThat(other.passed()).isFalse();
    assertThat(other.message())
        .contains("does not accept db.notes/3.", "cutover.accept-quarantined.b")
        .doesNotContain("db.notes/1");
  }

  @Test
  void wantsANumberForMoreRowsThanAreNamed() {
    Migration plan = plan(Map.of(), Map.of("b", List.of("db.notes/1")));

    GateFinding found = quarantine(plan, new QuarantineContent(0, 101, List.of()));

    assertThat(found.passed()).isFalse();
    assertThat(found.message()).contains("101 rows").contains("give their number");
  }

  @Test
  void isClosedByOneChangeThatTheTargetHasRefused() {
    List<GateFinding> findings =
        gate(plan(Map.of("b", 5L), Map.of()))
            .findings(look(new QuarantineContent(1, 0, List.of())));

    assertThat(findings)
        .singleElement()
        .satisfies(found -> assertThat(found.check()).isEqualTo(Check.DEAD_LETTERS))
        .satisfies(found -> assertThat(found.passed()).isFalse())
        .satisfies(found -> assertThat(found.message()).contains("1 changes of source b"));
  }

  @Test
  void isClosedWhileNobodyHasAskedTheTarget() {
    assertThat(gate(plan(Map.of(), Map.of())).findings(GateLook.NONE))
        .singleElement()
        .satisfies(found -> assertThat(found.passed()).isFalse())
        .satisfies(found -> assertThat(found.message()).contains("Nobody has counted"));
  }

  private static QuarantineContent aside(int rows) {
    List<String> names = IntStream.range(0, rows).mapToObj(i -> "main.item/" + i).toList();
    return new QuarantineContent(0, rows, names);
  }

  private static QuarantineContent named(String... names) {
    return new QuarantineContent(0, names.length, List.of(names));
  }

  private static GateFinding quarantine(Migration plan, QuarantineContent aside) {
    return gate(plan).findings(look(aside)).stream()
        .filter(found -> found.check() == Check.QUARANTINE)
        .findFirst()
        .orElseThrow();
  }

  private static GateLook look(QuarantineContent aside) {
    return new GateLook(Map.of("b", aside), List.of());
  }

  private static AsideGate gate(Migration plan) {
    return new AsideGate(plan, plan.source("b"));
  }

  private static Migration plan(Map<String, Long> accepted, Map<String, List<String>> names) {
    Migration plain = Plans.of("shop", "a", "b");
    CutoverSettings cutover =
        new CutoverSettings(
            10_000,
            1_000,
            CutoverSettings.OpenTransactions.ABORT_CUTOVER,
            2_000,
            List.of(),
            accepted,
            names);
    return new Migration(
        plain.name(), plain.target(), plain.sources(), cutover, plain.validation());
  }
}
