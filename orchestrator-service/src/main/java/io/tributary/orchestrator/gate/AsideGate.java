package io.tributary.orchestrator.gate;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.common.quarantine.QuarantineAcceptance;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.orchestrator.gate.GateFinding.Check;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of the gate that looks at what is kept aside from the target, by the numbers that the
 * target itself gave for this decision. What comes later is counted again by cdc-service: at the
 * rehearsal, at the drained fence, and in the transaction that opens. Pure.
 *
 * @param plan the migration
 * @param source one of its sources
 */
record AsideGate(Migration plan, Source source) {

  /** The findings. */
  List<GateFinding> findings(GateLook look) {
    return look.aside(source.name())
        .map(this::judged)
        .orElseGet(
            () ->
                List.of(
                    GateFinding.failed(
                        Check.QUARANTINE,
                        source.name(),
                        "What the target holds aside of source "
                            + source.name()
                            + " is unknown. "
                            + look.why(source.name()))));
  }

  private List<GateFinding> judged(QuarantineContent aside) {
    QuarantineAcceptance acceptance = new QuarantineAcceptance(plan, source);
    List<GateFinding> findings = new ArrayList<>();
    findings.add(finding(Check.DEAD_LETTERS, acceptance.deadLetters(aside)));
    if (source.convertsRows() || aside.quarantined() > 0) {
      findings.add(finding(Check.QUARANTINE, acceptance.quarantine(aside)));
    }
    return findings;
  }

  private GateFinding finding(Check check, QuarantineAcceptance.Judged judged) {
    return judged.accepted()
        ? GateFinding.passed(check, source.name(), judged.message())
        : GateFinding.failed(check, source.name(), judged.message());
  }
}
