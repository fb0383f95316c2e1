package io.tributary.validator.verdict;

import io.tributary.common.model.TableName;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TablePair;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/** The latest verdict of each table of one stream, and what it was found of. Thread-safe. */
public final class StandingVerdicts {
  private final Map<TableName, Standing> standing = new ConcurrentSkipListMap<>();

  /**
   * A verdict.
   *
   * @param verdict the latest verdict
   * @param pair the tables that it is about; empty when they could not be paired
   * @param movingNoted whether the only rows that it does not call equal, because they moved, are
   *     noted as changed
   */
  public record Standing(TableVerdict verdict, Optional<TablePair> pair, boolean movingNoted) {
    /** One of which no moving rows are noted. */
    public Standing(TableVerdict verdict, Optional<TablePair> pair) {
      this(verdict, pair, false);
    }

    /** Whether these tables, as they are now, were equal but for rows that are noted as changed. */
    public boolean equal(TablePair now) {
      return (verdict.verdict() == TableVerdict.Verdict.EQUAL || movingNoted)
          && pair.filter(now::alike).isPresent();
    }

    /** A later verdict about the same tables, which stand as equal: what moved is noted. */
    public Standing with(TableVerdict later) {
      return new Standing(later, pair, later.equalButForMoving());
    }

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

  /** Keeps a verdict about a table. */
  public void put(TableName table, Standing latest) {
    standing.put(table, latest);
  }

  /** Puts another verdict about a table in the place of the latest, if there is one. */
  public void update(TableName table, UnaryOperator<Standing> other) {
    standing.computeIfPresent(table, (name, latest) -> other.apply(latest));
  }

  /** Keeps all that others are. */
  public void putAll(StandingVerdicts others) {
    standing.putAll(others.standing);
  }

  /** Forgets what was found of a table. */
  public void forget(TableName table) {
    standing.remove(table);
  }

  /** Forgets tables that are no longer there. */
  public void retain(Set<TableName> tables) {
    standing.keySet().retainAll(tables);
  }

  /** The table's latest verdict. */
  public Optional<Standing> of(TableName table) {
    return Optional.ofNullable(standing.get(table));
  }

  /** The latest of each of these tables that has one. */
  public List<Standing> of(Collection<TableName> tables) {
    return tables.stream().flatMap(table -> of(table).stream()).toList();
  }

  /** All tables that have one. */
  public Set<TableName> tables() {
    return Set.copyOf(standing.keySet());
  }

  /** All latest verdicts in order of table. */
  public List<TableVerdict> all() {
    return standing.values().stream().map(Standing::verdict).toList();
  }
}
