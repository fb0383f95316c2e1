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
import org.jspecify.annotations.Nullable;

/** Describes the first differing rows: their key, and which columns differ. */
public final class DifferenceDescription {
  private static final int TEXT_LIMIT = 200;

  private DifferenceDescription() {}

  /** The first differences in order of key text; their columns are read anew. */
  public static List<RowDifference> describe(
      TablePair pair, TableEnd source, TableEnd target, Map<RowId, RowPair> differing)
      throws SQLException {
    Map<RowId, RowPair> first = new LinkedHashMap<>();
    differing.entrySet().stream()
        .sorted(Comparator.comparing(row -> row.getKey().values().toString()))
        .limit(RowFindings.MOST)
        .forEach(row -> first.put(row.getKey(), row.getValue()));
    if (first.isEmpty()) {
      return List.of();
    }
    return pair.keyed() ? keyed(pair, source, target, first) : keyless(pair, source, target, first);
  }

  private static List<RowDifference> keyed(
      TablePair pair, TableEnd source, TableEnd target, Map<RowId, RowPair> first)
      throws SQLException {
    List<RowId> changed =
        first.entrySet().stream()
            .filter(row -> row.getValue().kind() == RowDifference.Kind.CHANGED)
            .map(Map.Entry::getKey)
            .toList();
    Map<RowId, List<String>> ofSource = hashes(source, changed);
    Map<RowId, List<String>> ofTarget = hashes(target, changed);
    List<RowDifference> differences = new ArrayList<>();
    for (Map.Entry<RowId, RowPair> row : first.entrySet()) {
      RowId id = row.getKey();
      List<String> columns = unequal(pair.source().columns(), ofSource.get(id), ofTarget.get(id));
      differences.add(
          new RowDifference(
              named(pair.source().keyNames(), id.values()), row.getValue().kind(), columns));
    }
    return differences;
  }

  private static Map<RowId, List<String>> hashes(TableEnd end, List<RowId> ids)
      throws SQLException {
    TableStatements sql = end.sql();
    return ids.isEmpty() ? Map.of() : end.columns(sql.columnHashes(ids));
  }

  private static List<RowDifference> keyless(
      TablePair pair, TableEnd source, TableEnd target, Map<RowId, RowPair> first)
      throws SQLException {
    List<RowId> ids = List.copyOf(first.keySet());
    Map<RowId, List<String>> ofSource = source.columns(source.sql().columnTexts(ids));
    Map<RowId, List<String>> ofTarget = target.columns(target.sql().columnTexts(ids));
    List<RowDifference> differences = new ArrayList<>();
    for (Map.Entry<RowId, RowPair> differing : first.entrySet()) {
      RowId id = differing.getKey();
      List<String> texts = ofSource.getOrDefault(id, ofTarget.get(id));
      Map<String, String> row =
          texts == null
              ? named(List.of("md5"), id.values())
              : named(pair.source().columns(), texts);
      differences.add(new RowDifference(row, differing.getValue().kind(), List.of()));
    }
    return differences;
  }

  static List<String> unequal(
      List<String> columns, @Nullable List<String> one, @Nullable List<String> other) {
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
