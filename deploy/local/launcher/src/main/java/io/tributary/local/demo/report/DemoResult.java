package io.tributary.local.demo.report;

import io.tributary.local.demo.writer.WriterResult;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run of the demo ended.
 *
 * @param status {@code cut-over}, or {@code failed}
 * @param lagP50Millis of the slowest stream
 * @param lagP99Millis of the slowest stream
 * @param rows copied, and changes applied
 * @param bytes of change events
 * @param rounds each change of sides; the last is the cutover that stays
 * @param failure what kept it from that; empty when nothing did
 */
public record DemoResult(
    String status,
    long lagP50Millis,
    long lagP99Millis,
    long rows,
    long bytes,
    List<RoundResult> rounds,
    List<WriterResult> writers,
    String failure) {
  public static final String CUT_OVER = "cut-over";
  static final String FAILED = "failed";

  public DemoResult {
    rounds = List.copyOf(rounds);
    writers = List.copyOf(writers);
  }

  public static DemoResult failed(String failure) {
    return new DemoResult(FAILED, 0, 0, 0, 0, List.of(), List.of(), failure);
  }

  /** The tables as the last change of sides left them. */
  List<TableResult> tables() {
    return rounds.isEmpty() ? List.of() : rounds.get(rounds.size() - 1).tables();
  }

  /** Whether it was asked to change sides more often than once. */
  boolean goesBack() {
    return rounds.size() > 1;
  }

  /** The longest pause of any writer, in milliseconds. */
  long writePauseMillis() {
    return rounds.stream().mapToLong(RoundResult::writePauseMillis).max().orElse(0);
  }

  /** What went wrong, in words; empty when nothing did. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (!failure.isEmpty()) {
      problems.add(failure);
    }
    for (int i = 0; i < rounds.size(); i++) {
      String which =
          goesBack() ? "change %d, %s: ".formatted(i + 1, rounds.get(i).direction().word()) : "";
      rounds.get(i).problems().forEach(problem -> problems.add(which + problem));
    }
    return problems;
  }

  /** Cut over, and behind every change of sides all tables equal and no write lost or doubled. */
  public boolean succeeded() {
    return status.equals(CUT_OVER)
        && !rounds.isEmpty()
        && rounds.stream().allMatch(RoundResult::succeeded);
  }
}
