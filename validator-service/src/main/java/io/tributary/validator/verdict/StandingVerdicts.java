package io.tributary.validator.verdict;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The latest verdict of each table of one source, and up to which change it stands. Kept in memory
 * only: after a restart everything is compared in full again. Thread-safe.
 */
public final class StandingVerdicts {
  private final Map<TableName, Standing> standing = new ConcurrentSkipListMap<>();

  /**
   * A verdict and how long it is good for.
   *
   * @param verdict the latest verdict
   * @param equalUpTo offset of the change topic up to which changes are covered by an equal
   *     verdict; empty when the latest verdict was not equal, or is not trusted any more
   */
  public record Standing(TableVerdict verdict, OptionalLong equalUpTo) {
    /** Rows of the source; 0 when they were not counted. */
    public long sourceRows() {
      return verdict.rows().source().orElse(0);
    }

    /**
     * Rows that both ends have, when they are equal: those in the quarantine are at one of them
     * only. 0 when they were not counted.
     */
    public long rowsOfBoth() {
      return Math.min(sourceRows(), verdict.rows().target().orElse(0));
    }
  }

  /** The same verdicts, none of which says anything about changes to come. */
  public StandingVerdicts asPast() {
    StandingVerdicts past = new StandingVerdicts();
    standing.forEach(
        (table, s) -> past.standing.put(table, new Standing(s.verdict(), OptionalLong.empty())));
    return past;
  }

  /**
   * Keeps a verdict.
   *
   * @param coversUpTo offset of the change topic that was applied before the source was read; empty
   *     when none was
   */
  public void put(TableName table, TableVerdict verdict, OptionalLong coversUpTo) {
    boolean equal = verdict.verdict() == TableVerdict.Verdict.EQUAL;
    standing.put(table, new Standing(verdict, equal ? coversUpTo : OptionalLong.empty()));
  }

  /**
   * The offset of the change topic up to which nothing has to be read again: that of the table that
   * was found equal the longest ago; empty when none is.
   */
  public OptionalLong coveredUpTo() {
    return standing.values().stream().flatMapToLong(s -> s.equalUpTo().stream()).min();
  }

  /** Forgets tables that are no longer there. */
  public void retain(Set<TableName> tables) {
    standing.keySet().retainAll(tables);
  }

  /** The table's latest verdict. */
  public Optional<Standing> of(TableName table) {
    return Optional.ofNullable(standing.get(table));
  }

  /** All latest verdicts in order of table. */
  public List<TableVerdict> all() {
    return standing.values().stream().map(Standing::verdict).toList();
  }
}
