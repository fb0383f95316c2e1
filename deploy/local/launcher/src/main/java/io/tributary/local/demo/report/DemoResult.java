package io.tributary.local.demo.report;

import io.tributary.local.demo.writer.WriterResult;
import java.util.List;

/**
 * How a run of the demo ended.
 *
 * @param status {@code cut-over}, or {@code failed}
 * @param lagP50Millis of the slowest source
 * @param lagP99Millis of the slowest source
 * @param rows copied, and changes applied
 * @param bytes of change events
 * @param problems what went wrong besides tables that differ; empty when nothing did
 */
public record DemoResult(
    String status,
    long lagP50Millis,
    long lagP99Millis,
    long rows,
    long bytes,
    List<TableResult> tables,
    List<WriterResult> writers,
    List<String> problems) {
  public static final String CUT_OVER = "cut-over";
  static final String FAILED = "failed";

  public DemoResult {
    tables = List.copyOf(tables);
    writers = List.copyOf(writers);
    problems = List.copyOf(problems);
  }

  public static DemoResult failed(String problem) {
    return new DemoResult(FAILED, 0, 0, 0, 0, List.of(), List.of(), List.of(problem));
  }

  /** The longest pause of any writer, in milliseconds. */
  long writePauseMillis() {
    return writers.stream().mapToLong(WriterResult::pauseMillis).max().orElse(0);
  }

  /** Cut over, everything equal, no write lost or doubled. */
  public boolean succeeded() {
    return status.equals(CUT_OVER)
        && problems.isEmpty()
        && !tables.isEmpty()
        && tables.stream().allMatch(TableResult::equal);
  }
}
