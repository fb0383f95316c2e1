package io.tributary.validator.watch;

import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The latest verdict of each table of one source, and since when it stands. Lost when the service
 * ends; then everything is compared in full again. Thread-safe.
 */
public final class Verdicts {
  private static final long NEVER = Long.MIN_VALUE;

  private final Map<TableName, Standing> standing = new ConcurrentSkipListMap<>();

  /**
   * A verdict and how long it is good for.
   *
   * @param verdict the latest verdict
   * @param equalUpTo offset of the change topic up to which changes are covered by an equal
   *     verdict; no offset when the latest verdict was not equal, or is not trusted any more
   */
  public record Standing(TableVerdict verdict, long equalUpTo) {
    /** Whether the latest verdict was equal. */
    public boolean equal() {
      return equalUpTo != NEVER;
    }
  }

  /** The same verdicts, none of which says anything about changes to come. */
  Verdicts asPast() {
    Verdicts past = new Verdicts();
    standing.forEach((table, s) -> past.standing.put(table, new Standing(s.verdict(), NEVER)));
    return past;
  }

  /** Keeps a verdict; {@code coversUpTo} is the offset applied before the source was read. */
  public void put(TableName table, TableVerdict verdict, long coversUpTo) {
    boolean equal = verdict.verdict() == TableVerdict.Verdict.EQUAL;
    standing.put(table, new Standing(verdict, equal ? coversUpTo : NEVER));
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
