package io.tributary.validator.verdict;

import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowFindings;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowPair;
import io.tributary.validator.compare.TableEnd;
import io.tributary.validator.compare.TableStatements;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** Describes the first differing rows: their key, and which columns differ. */
public final class DifferenceDescription {
  private static final int TEXT_LIMIT = 200;

  private DifferenceDescription() {}

  /** The first differences in order of key text; their columns are read anew. */
  public static List<RowDifference> describe(
      TablePair pair, TableEnd source, TableEnd target, Map<RowId, RowPair> differing)
      throws SQLException {
    List<RowId> first =
        differing.keySet().stream()
            .sorted(Comparator.comparing(id -> id.values().toString()))
            .limit(RowFindings.MOST)
            .toList();
    if (first.isEmpty()) {
      return List.of();
    }
    return pair.keyed()
        ? keyed(pair, source, target, differing, first)
        : keyless(pair, source, target, differing, first);
  }

  private static List<RowDifference> keyed(
      TablePair pair,
      TableEnd source,
      TableEnd target,
      Map<RowId, RowPair> differing,
      List<RowId> first)
      throws SQLException {
    List<RowId> changed =
        first.stream()
            .filter(id -> differing.get(id).kind() == RowDifference.Kind.CHANGED)
            .toList();
    Map<RowId, List<String>> ofSource = hashes(source, changed);
    Map<RowId, List<String>> ofTarget = hashes(target, changed);
    List<RowDifference> differences = new ArrayList<>();
    for (RowId id : first) {
      List<String> columns = unequal(pair.source().columns(), ofSource.get(id), ofTarget.get(id));
      differences.add(
          new RowDifference(
              named(pair.source().keyNames(), id.values()), differing.get(id).kind(), columns));
    }
    return differences;
  }

  private static Map<RowId, List<String>> hashes(TableEnd end, List<RowId> ids)
      throws SQLException {
    TableStatements sql = end.sql();
    return ids.isEmpty() ? Map.of() : end.columns(sql.columnHashes(ids));
  }

  private static List<RowDifference> keyless(
      TablePair pair,
      TableEnd source,
      TableEnd target,
      Map<RowId, RowPair> differing,
      List<RowId> first)
      throws SQLException {
    Map<RowId, List<String>> ofSource = source.columns(source.sql().columnTexts(first));
    Map<RowId, List<String>> ofTarget = target.columns(target.sql().columnTexts(first));
    List<RowDifference> differences = new ArrayList<>();
    for (RowId id : first) {
      List<String> texts = ofSource.getOrDefault(id, ofTarget.get(id));
      Map<String, String> row =
          texts == null
              ? named(List.of("md5"), id.values())
              : named(pair.source().columns(), texts);
      differences.add(new RowDifference(row, differing.get(id).kind(), List.of()));
    }
    return differences;
  }

  static List<String> unequal(List<String> columns, List<String> one, List<String> other) {
    if (one == null || other == null) {
      return List.of();
    }
    return IntStream.range(0, columns.size())
        .filter(i -> !Objects.equals(one.get(i), other.get(i)))
        .mapToObj(columns::get)
        .toList();
  }

  private static Map<String, String> named(List<String> names, List<String> values) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String value = values.get(i);
      named.put(
          names.get(i),
          value == null || value.length() <= TEXT_LIMIT
              ? value
              : value.substring(0, TEXT_LIMIT) + "…");
    }
    return named;
  }
}
