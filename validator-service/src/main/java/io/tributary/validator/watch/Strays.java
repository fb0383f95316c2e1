package io.tributary.validator.watch;

import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.settle.Catchup;
import io.tributary.validator.source.Aside;
import io.tributary.validator.source.Held;
import io.tributary.validator.source.SourceEnd;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells rows without an entry in the quarantine, and entries without a row, from those that are
 * only on their way. A stray is believed when it is the same in two rounds: the row, or its
 * absence, was at the source at the second round's reading, the target has caught up with that
 * since, and the other side had as much time before.
 */
record Strays(SourceEnd source, Catchup catchup, int rounds) {
  private static final long PAUSE_MILLIS = 15;

  /** The outcome with the rows that were left out of the comparison. */
  Outcome settle(TablePair pair, Outcome outcome) {
    try {
      Aside aside = source.aside(pair);
      Set<Aside.Stray> earlier = Set.of();
      Set<Aside.Stray> confirmed = new HashSet<>();
      for (int round = 0; round < rounds && !aside.strays().isEmpty(); round++) {
        if (round > 0) {
          catchup.pause(PAUSE_MILLIS * round);
        }
        aside = caughtUp(pair);
        confirmed = new HashSet<>(aside.strays());
        confirmed.retainAll(earlier);
        if (confirmed.size() == aside.strays().size()) {
          break;
        }
        earlier = Set.copyOf(aside.strays());
      }
      List<Aside.Stray> believed = aside.strays().stream().filter(confirmed::contains).toList();
      return outcome.with(aside, believed, aside.strays().size() - believed.size());
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.address(), e);
    } finally {
      source.leave();
    }
  }

  private Aside caughtUp(TablePair pair) throws SQLException {
    Held held = source.again(pair);
    catchup.await(held.position());
    return source.aside(pair);
  }
}
