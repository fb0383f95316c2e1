package io.tributary.orchestrator.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.plan.Cutover;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.Plans;
import io.tributary.orchestrator.Sightings;
import io.tributary.orchestrator.gate.Finding.Check;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuarantineGateTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Sightings SEE = new Sightings("shop", 3, NOW);

  @Test
  void isClosedByRowsThatNobodyHasAccepted() {
    Finding found = finding(Map.of(), 37);

    assertThat(found.check()).isEqualTo(Check.QUARANTINE);
    assertThat(found.passed()).isFalse();
    assertThat(found.message())
        .contains("37 rows of source b", "accept-quarantined", "/migrations/shop/quarantine");
  }

  @Test
  void letsAsManyRowsStayBehindAsTheFileAccepts() {
    assertThat(finding(Map.of("b", 37L), 37).passed()).isTrue();
    assertThat(finding(Map.of("b", 37L), 38).passed()).isFalse();
    assertThat(finding(Map.of("a", 99L), 1).passed()).isFalse();
  }

  @Test
  void letsExactlyTheNamedRowsStayBehind() {
    Map<String, List<String>> names = Map.of("b", List.of("db.notes/1", "db.notes/2"));

    assertThat(named(names, List.of("db.notes/2")).passed()).isTrue();
    Finding other = named(names, List.of("db.notes/1", "db.notes/3"));
    assertThat(other.passed()).isFalse();
    assertThat(other.message())
        .contains("does not accept db.notes/3.", "cutover.accept-quarantined.b")
        .doesNotContain("db.notes/1");
  }

  @Test
  void wantsANumberForMoreRowsThanAreNamed() {
    Map<String, List<String>> names = Map.of("b", List.of("db.notes/1"));

    Finding found =
        new QuarantineGate(plan(Map.of(), names)).finding(SEE.quarantining("b", 101)).orElseThrow();

    assertThat(found.passed()).isFalse();
    assertThat(found.message()).contains("101 rows").contains("give their number");
  }

  private static Finding named(Map<String, List<String>> accepted, List<String> there) {
    return new QuarantineGate(plan(Map.of(), accepted))
        .finding(SEE.quarantining("b", there))
        .orElseThrow();
  }

  @Test
  void hasNothingToSayOfASourceWhoseRowsAreNotConverted() {
    assertThat(new QuarantineGate(plan(Map.of())).finding(SEE.quarantining("b", 0))).isEmpty();
  }

  private static Finding finding(Map<String, Long> accepted, long rows) {
    return new QuarantineGate(plan(accepted)).finding(SEE.quarantining("b", rows)).orElseThrow();
  }

  private static Migration plan(Map<String, Long> accepted) {
    return plan(accepted, Map.of());
  }

  private static Migration plan(Map<String, Long> accepted, Map<String, List<String>> names) {
    Migration plain = Plans.of("shop", "a", "b");
    Cutover cutover =
        new Cutover(
            10_000,
            1_000,
            300,
            Cutover.OpenTransactions.ABORT_CUTOVER,
            2_000,
            List.of(),
            accepted,
            names);
    return new Migration(
        plain.name(), plain.target(), plain.sources(), cutover, plain.validation());
  }
}
