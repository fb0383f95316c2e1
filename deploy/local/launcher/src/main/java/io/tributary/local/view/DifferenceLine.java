package io.tributary.local.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row that differs, as the status describes the first of each table.
 *
 * @param key key column to value; of a table without key the whole row
 * @param columns that differ
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DifferenceLine(
    String source,
    String table,
    Map<String, String> key,
    String kind,
    List<String> columns,
    @Nullable String reason) {

  /** The described rows of every table that differs. */
  public static List<DifferenceLine> of(MigrationAnswer answer) {
    List<DifferenceLine> lines = new ArrayList<>();
    for (SourceAnswer stream : answer.streams()) {
      if (stream.validation() != null) {
        for (TableVerdict found : stream.validation().verdicts()) {
          for (RowDifference row : found.findings().differences()) {
            lines.add(
                new DifferenceLine(
                    stream.name(),
                    found.table(),
                    row.key(),
                    row.kind().name(),
                    row.columns(),
                    row.reason()));
          }
        }
      }
    }
    return lines;
  }

  /** For people, with the command that shows the rest. */
  public static List<String> lines(String migration, List<DifferenceLine> rows) {
    if (rows.isEmpty()) {
      return List.of("No difference is known.", "Next: ./tributary status " + migration);
    }
    List<String> lines = new ArrayList<>();
    for (DifferenceLine row : rows) {
      lines.add(
          TextForm.tame(
              "%s %s: %s %s%s%s"
                  .formatted(
                      row.source(),
                      row.table(),
                      row.kind(),
                      row.key(),
                      row.columns().isEmpty() ? "" : " in " + String.join(", ", row.columns()),
                      row.reason() == null ? "" : ": " + row.reason())));
    }
    lines.add("These are the first rows of each table. Find out why they differ before a repair.");
    lines.add(
        "Next: ./tributary repair %s --source %s --dry-run"
            .formatted(migration, rows.get(0).source()));
    return lines;
  }
}
