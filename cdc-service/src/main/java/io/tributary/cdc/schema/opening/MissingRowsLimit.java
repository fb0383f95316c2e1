package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.Sentences;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.quarantine.QuarantineAcceptance;
import io.tributary.common.quarantine.QuarantineContent;
import io.tributary.common.quarantine.QuarantineError;
import io.tributary.common.quarantine.QuarantineStatements;
import java.util.Map;

/**
 * Refuses to open a target that lacks more rows than the operator accepts to leave behind. It
 * counts in the session and the transaction that it is asked in.
 *
 * @param layout the source and its place
 */
public record MissingRowsLimit(SchemaLayout layout) {

  /**
   * Answers what is kept aside when all of it is accepted.
   *
   * @throws TributaryException an {@link QuarantineError}
   */
  public QuarantineContent require(PreparationJournal preparation) {
    QuarantineContent aside = count(preparation);
    QuarantineAcceptance acceptance = new QuarantineAcceptance(layout.migration(), layout.source());
    require(QuarantineError.DEAD_LETTERS, acceptance.deadLetters(aside));
    require(QuarantineError.QUARANTINED, acceptance.quarantine(aside));
    return aside;
  }

  private void require(QuarantineError error, QuarantineAcceptance.Judged judged) {
    if (!judged.accepted()) {
      throw new TributaryException(
          error,
          Sentences.beginning(layout.stream().destination())
              + " is not opened: "
              + judged.message(),
          Map.of("source", layout.source().name()));
    }
  }

  private static QuarantineContent count(PreparationJournal preparation) {
    StreamId stream = preparation.stream();
    return preparation
        .session()
        .first(
            QuarantineStatements.SQL,
            row ->
                QuarantineStatements.read(
                    row.getLong(1), row.getLong(2), row.getArray(3).getArray()),
            stream.migration(),
            stream.source(),
            stream.migration(),
            stream.source(),
            stream.migration(),
            stream.source())
        .orElseThrow();
  }
}
