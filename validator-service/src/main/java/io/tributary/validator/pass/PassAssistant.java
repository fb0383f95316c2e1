package io.tributary.validator.pass;

import io.tributary.validator.compare.KnownRanges;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.run.SourceRun;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.WatchedSource;
import java.util.Optional;
import java.util.function.IntConsumer;

/** One who takes tables of a pass that somebody else leads, over sessions of its own. */
final class PassAssistant extends SourceRun {
  private final PassWork work;
  private final PassAssistants among;
  private final PassWorker worker;

  PassAssistant(
      WatchedSource watched,
      RunContext context,
      Ledger ledger,
      KnownRanges ranges,
      IntConsumer publish,
      PassWork work,
      PassAssistants among) {
    super(watched, context);
    this.work = work;
    this.among = among;
    this.worker = new PassWorker(watched, context, ledger, ranges, publish, this::stopped);
  }

  @Override
  protected long retryMillis() {
    return 2_000;
  }

  @Override
  protected void work(ComparedEnds ends) {
    CurrentTables tables = new CurrentTables(worker::tables);
    while (among.wants(this)) {
      Optional<PassWork.Turn> turn = work.take();
      if (turn.isEmpty()) {
        return;
      }
      worker.take(ends, tables, turn.get(), work);
    }
  }
}
