package io.tributary.cdc.preflight.check;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.List;

/** A check that is a question and the findings about its answer. */
record QuestionCheck<R extends ServerReading>(
    PreflightCode code, CatalogCheck.Question<R, List<CheckFinding>> findings)
    implements CatalogCheck<R> {

  @Override
  public List<PreflightCheck> look(R reading) {
    return findings.ask(reading).stream()
        .map(finding -> finding.under(code, reading.subject()))
        .toList();
  }
}
