package io.tributary.local.demo.report;

import io.tributary.local.demo.api.TableView;
import io.tributary.local.demo.sample.DemoSample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Compares one sample's tables: the verdict of the verification behind the fence against the demo's
 * own counts. Pure.
 *
 * @param counts rows of each table of the source
 * @param verdicts of the verification, from this side or the other
 * @param onlyAtTarget how many rows of a table the target has beyond what the source can have
 * @param certain whether that is known of every write
 */
public record TableJudgement(
    DemoSample sample,
    Map<String, Long> counts,
    Map<String, Map<String, Long>> targetCounts,
    List<TableView> verdicts,
    ToIntFunction<String> onlyAtTarget,
    boolean certain) {
  /** One result per table of the source, by name. */
  public List<TableResult> tables() {
    List<TableResult> results = new ArrayList<>();
    counts.forEach((table, rows) -> results.add(result(table, rows)));
    results.sort(Comparator.comparing(TableResult::target));
    return results;
  }

  private TableResult result(String table, long sourceRows) {
    String schema = sample.schemaOf(table);
    String name = sample.kind().schema() + "." + table;
    String target = sample.kind().targetName(table);
    Long there = targetCounts.getOrDefault(schema, Map.of()).get(target);
    long targetRows = there == null ? 0 : there - onlyAtTarget.applyAsInt(target);
    TableView verdict =
        verdicts.stream()
            .filter(v -> v.table().equals(name) || v.target().equals(name))
            .findFirst()
            .orElse(null);
    return new TableResult(
        sample.name(),
        name,
        schema + "." + target,
        sourceRows,
        targetRows,
        verdict == null ? 0 : verdict.quarantinedRows(),
        words(sourceRows, there, targetRows, verdict));
  }

  private String words(
      long sourceRows, @Nullable Long there, long targetRows, @Nullable TableView verdict) {
    if (there == null) {
      return "missing in the target";
    }
    if (verdict == null) {
      return "not verified behind the fence";
    }
    if (!verdict.equal()) {
      return verdict.verdict() + ", " + verdict.differences() + " rows differ";
    }
    // Without an answer to every commit the count at the target cannot be calculated back.
    if (certain && sourceRows != targetRows + verdict.quarantinedRows()) {
      return "source has "
          + sourceRows
          + " rows, target "
          + targetRows
          + ", quarantine "
          + verdict.quarantinedRows();
    }
    return TableResult.EQUAL;
  }
}
