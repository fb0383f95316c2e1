package io.tributary.validator.compare;

import io.tributary.validator.catalog.TablePair;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds the keys at which the rows of a table are cut into ranges. One statement finds them
 * quickest; where reading is limited they are found step by step.
 *
 * @param comparer compares the ranges
 * @param source where the keys are read
 */
record KeyWalk(TableComparer comparer, TableEnd source) {

  /** Ranges of so many rows as are digested by one statement. */
  List<KeyRange> chunks(TablePair pair, KeyRange within) throws SQLException {
    return comparer.load().limits() && pair.order().byIndex()
        ? inSteps(within, comparer.rowsPerChunk())
        : within.cutAt(source.boundaries(within, comparer.rowsPerChunk()));
  }

  /** Ranges of so many rows, found by the index one after the other. */
  List<KeyRange> inSteps(KeyRange within, int rows) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    KeyRange rest = within;
    while (true) {
      comparer.awaitLoad();
      Optional<List<String>> next = source.boundary(rest, rows);
      comparer.load().read(rows);
      if (next.isEmpty()) {
        return within.cutAt(found);
      }
      found.add(next.get());
      rest = new KeyRange(next.get(), within.upTo());
    }
  }
}
