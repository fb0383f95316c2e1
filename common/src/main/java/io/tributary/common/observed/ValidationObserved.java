package io.tributary.common.observed;

import io.tributary.common.verdict.TableVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the validator last found for one source.
 *
 * @param source the source's name
 * @param rehearsedCutoverId the cutover for which the verification was rehearsed, null before
 * @param rehearsal what that took, null where it was not
 * @param verifiedCutoverId the cutover for which the verification behind the fence is finished,
 *     null before
 * @param passes passes over all tables finished since the validator took the source up
 * @param ledger how far the tables are known to be equal now
 * @param tables the latest verdict of each table
 * @param queries those that were timed after that rehearsal, where it was asked for
 */
public record ValidationObserved(
    String migration,
    String source,
    long generation,
    @Nullable String rehearsedCutoverId,
    @Nullable RehearsedComparison rehearsal,
    @Nullable String verifiedCutoverId,
    long passes,
    LedgerObserved ledger,
    List<TableVerdict> tables,
    List<QueryTrial> queries,
    Instant at)
    implements ObservedState {

  public ValidationObserved {
    // One that was published before there was a ledger has none.
    ledger = ledger == null ? LedgerObserved.NONE : ledger;
    tables = List.copyOf(tables);
    queries = queries == null ? List.of() : List.copyOf(queries);
  }

  /** One whose rehearsal was not measured. */
  public ValidationObserved(
      String migration,
      String source,
      long generation,
      @Nullable String rehearsedCutoverId,
      @Nullable String verifiedCutoverId,
      long passes,
      LedgerObserved ledger,
      List<TableVerdict> tables,
      Instant at) {
    this(
        migration,
        source,
        generation,
        rehearsedCutoverId,
        null,
        verifiedCutoverId,
        passes,
        ledger,
        tables,
        List.of(),
        at);
  }

  @Override
  public String key() {
    return migration + "/validation/" + source;
  }

  /** The same without the verdicts of some tables. */
  public ValidationObserved without(Set<String> named) {
    return new ValidationObserved(
        migration,
        source,
        generation,
        rehearsedCutoverId,
        rehearsal,
        verifiedCutoverId,
        passes,
        ledger,
        tables.stream().filter(table -> !named.contains(table.table())).toList(),
        queries,
        at);
  }

  /** Whether every table was found equal in its latest comparison. */
  public boolean allEqual() {
    return tables.stream().allMatch(t -> t.verdict() == TableVerdict.Verdict.EQUAL);
  }
}
