package io.tributary.cdc.apply.repair;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import org.jspecify.annotations.Nullable;

/** Counts what a repair has done, and keeps the first reason why rows are left. One thread. */
final class RepairTally {
  private final StreamId stream;
  private long written;
  private long deleted;
  private long gone;
  private long left;
  private @Nullable ErrorReport error;

  RepairTally(StreamId stream) {
    this.stream = stream;
  }

  void written() {
    written++;
  }

  void deleted() {
    deleted++;
  }

  /** Neither end has the row any more. */
  void gone() {
    gone++;
  }

  /** Rows are left for a reason. */
  void left(long rows, ErrorReport why) {
    left += rows;
    error = error == null ? why : error;
  }

  void refused(RepairedTable table, ErrorReport why) {
    String name = table.name().display();
    left(
        1,
        RepairError.REFUSED.at(
            stream,
            name,
            "The target refuses a row of table %s as source %s has it: %s Mend what refuses it, and order the repair again."
                .formatted(name, stream.source(), why.message())));
  }

  void unsettled(RepairedTable table, int rows, int rounds) {
    String name = table.name().display();
    left(
        rows,
        RepairError.UNSETTLED.at(
            stream,
            name,
            "%d row(s) of table %s of source %s never came to rest in %d rounds: they changed at the source, or transactions on the table stayed open (pg_stat_activity there names them). Nothing was written for these; order the repair again when it is quieter, or type %s, which waits for no row to rest."
                .formatted(rows, name, stream.source(), rounds, stream.restartCommand(name))));
  }

  /** The target is open to its application. */
  void open(RepairTask task) {
    left(
        task.rows() - done(),
        RepairError.TARGET_OPEN.of(
            stream,
            "Rows of source %s are not repaired, because the target is open to its application."
                .formatted(stream.source())));
  }

  /** What is done when nothing more can be. */
  RepairOutcome failed(RepairTask task, TributaryException why) {
    left(
        task.rows() - done(),
        RepairError.SOURCE_FAILED.of(
            stream,
            "The repair of source %s ended early: %s Mend that, and order the repair again."
                .formatted(stream.source(), why.report().message())));
    return outcome();
  }

  private long done() {
    return written + deleted + gone + left;
  }

  void add(RepairTally round) {
    written += round.written;
    deleted += round.deleted;
    gone += round.gone;
    if (round.error != null) {
      left(round.left, round.error);
    }
  }

  RepairOutcome outcome() {
    return new RepairOutcome(written, deleted, left, error);
  }
}
