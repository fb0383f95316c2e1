package io.tributary.local.view;

import io.tributary.common.verdict.TableVerdict;
import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SourceAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The latest verdict of one table.
 *
 * @param sourceRows -1 when unknown
 * @param targetRows -1 when unknown
 * @param differences how many rows differ
 */
public record TableLine(
    String source,
    String table,
    String target,
    long sourceRows,
    long targetRows,
    long quarantinedRows,
    String verdict,
    long differences,
    long unsettledRows,
    Instant comparedAt) {

  /** Every table of every stream. */
  public static List<TableLine> of(MigrationAnswer answer) {
    List<TableLine> lines = new ArrayList<>();
    for (SourceAnswer stream : answer.streams()) {
      if (stream.validation() != null) {
        stream.validation().verdicts().forEach(found -> lines.add(of(stream.name(), found)));
      }
    }
    return lines;
  }

  private static TableLine of(String source, TableVerdict found) {
    return new TableLine(
        source,
        found.table(),
        found.compared().target(),
        found.rows().sourceRows(),
        found.rows().targetRows(),
        found.rows().quarantinedRows(),
        found.verdict().name(),
        found.findings().differenceCount(),
        found.findings().unsettledRows(),
        found.time().comparedAt());
  }
}
