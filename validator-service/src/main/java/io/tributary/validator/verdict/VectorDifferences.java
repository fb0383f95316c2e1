package io.tributary.validator.verdict;

import io.tributary.common.verdict.RowDifference;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.TableEnd;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Explains in which number the vectors of differing rows differ. */
public final class VectorDifferences {
  private VectorDifferences() {}

  /** The same differences, with a reason where a vector is another. */
  public static List<RowDifference> explained(
      TablePair pair,
      String column,
      TableEnd source,
      TableEnd target,
      List<RowDifference> differences)
      throws SQLException {
    List<RowId> ids =
        differences.stream()
            .filter(difference -> difference.columns().contains(column))
            .map(difference -> id(pair, difference))
            .toList();
    if (ids.isEmpty()) {
      return differences;
    }
    int at = pair.source().columns().indexOf(column);
    Map<RowId, List<String>> here = source.columns(source.sql().columnTexts(ids));
    Map<RowId, List<String>> there = target.columns(target.sql().columnTexts(ids));
    return differences.stream()
        .map(
            difference -> {
              RowId id = id(pair, difference);
              return !ids.contains(id) || here.get(id) == null || there.get(id) == null
                  ? difference
                  : new RowDifference(
                      difference.key(),
                      difference.kind(),
                      difference.columns(),
                      reason(here.get(id).get(at), there.get(id).get(at)));
            })
        .toList();
  }

  private static RowId id(TablePair pair, RowDifference difference) {
    return new RowId(pair.source().keyNames().stream().map(difference.key()::get).toList());
  }

  /**
   * What tells two vectors apart.
   *
   * @param source as PostgreSQL prints it, null for none
   * @param target the same
   * @return null when nothing does
   */
  static @Nullable String reason(@Nullable String source, @Nullable String target) {
    if (source == null || target == null) {
      return "There is no vector at the " + (source == null ? "source" : "target");
    }
    String[] here = numbers(source);
    String[] there = numbers(target);
    if (here.length != there.length) {
      return "The vector has %d numbers at the source and %d at the target"
          .formatted(here.length, there.length);
    }
    int[] differing =
        IntStream.range(0, here.length).filter(i -> !here[i].equals(there[i])).toArray();
    return differing.length == 0
        ? null
        : "%d of %d numbers differ; number %d is %s at the source and %s at the target"
            .formatted(
                differing.length,
                here.length,
                differing[0] + 1,
                here[differing[0]],
                there[differing[0]]);
  }

  private static String[] numbers(String vector) {
    return vector.substring(1, vector.length() - 1).split(",");
  }
}
