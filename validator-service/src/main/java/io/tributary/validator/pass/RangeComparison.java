package io.tributary.validator.pass;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.verdict.ComparisonTime;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.changes.Noting;
import io.tributary.validator.ledger.Ledger;
import io.tributary.validator.range.RangeFinding;
import io.tributary.validator.range.RangeTurn;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.TableOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Compares single ranges of large tables. In a comparison of all rows the last range brings the
 * table's verdict; of a table that stands as equal, each range that was compared again makes it
 * younger. Used by one thread.
 *
 * @param worker for whom
 * @param ends both ends
 * @param tables as they are now
 */
record RangeComparison(PassWorker worker, ComparedEnds ends, TableMap tables) {
  private static final long NOTED_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private Ledger ledger() {
    return worker.ledger();
  }

  private Instant now() {
    return RangeReading.now(worker.context().clock());
  }

  /**
   * Compares a range.
   *
   * @return how many rows were read
   */
  long run(RangeTurn taken) {
    TableRanges of = taken.of();
    RangeTurn turn = taken;
    try {
      Optional<TablePair> pair = pair(of);
      if (pair.isEmpty()) {
        giveUp(of);
        return 0;
      }
      turn = new TableCut(worker, ends, tables).grown(taken, pair.get());
      // All that is noted, or was before the noting began, has to be in what is read.
      of.noting().ifPresent(noting -> reading().awaitApplied(noting.from(), noting::holds));
      RangeFinding finding = reading().finding(tables, pair.get(), turn.range().keys());
      keep(turn, finding);
      return finding.outcome().rows().map(rows -> rows.source() + rows.target()).orElse(0L);
    } catch (TributaryException e) {
      failed(of, e);
      return 0;
    } finally {
      of.giveBack(turn.range().keys());
    }
  }

  /** Takes what another instance has found of a range, as if it was found here. */
  void take(RangeTurn turn, RangeFinding finding) {
    TableRanges of = turn.of();
    try {
      if (pair(of).isPresent()) {
        keep(turn, finding);
      } else {
        giveUp(of);
      }
    } catch (TributaryException e) {
      failed(of, e);
    } finally {
      turn.giveBack();
    }
  }

  /** The tables, where they are as they were cut and their ranges still count. */
  private Optional<TablePair> pair(TableRanges of) {
    return Optional.ofNullable(tables.pairs().get(of.table()))
        .filter(pair -> of.pair().alike(pair) && ends.pairing().holdsRanges(pair) && holds(of));
  }

  private void failed(TableRanges of, TributaryException e) {
    LiveComparison.Compared failed = worker.failed(ends, of.table(), e);
    if (ledger().ranged().current(of)) {
      end(of, failed.outcome());
    }
  }

  private boolean holds(TableRanges of) {
    return ledger().ranged().current(of)
        && of.noting().map(Noting::holds).orElseGet(() -> ledger().standsAsEqual(of.table()));
  }

  private RangeReading reading() {
    return new RangeReading(
        ends, worker.comparer(), worker.context().limits(), worker.context().clock());
  }

  private void keep(RangeTurn turn, RangeFinding finding) {
    TableRanges of = turn.of();
    if (!holds(of)) {
      giveUp(of);
      return;
    }
    if (finding.different() && ledger().standsAsEqual(of.table())) {
      tellAtOnce(of, finding);
      return;
    }
    Optional<Noting> noting = of.noting();
    if (noting.isEmpty()) {
      scrubbed(turn, finding);
    } else if (finding.coversUpTo() >= noting.get().from()) {
      boolean last = of.found(turn.range().keys(), finding);
      if (last || of.differences() >= worker.context().limits().differingRows()) {
        conclude(turn, noting.get());
      }
    }
  }

  /**
   * Nothing that was found of the ranges says anything any more of the table as it is: it has
   * another shape, or something changed that no key stands for.
   */
  private void giveUp(TableRanges of) {
    if (of.end() && ledger().ranged().current(of)) {
      ledger().requests().ended(of.table());
      ledger().requests().compared(of.table(), Duration.ofMillis(of.millis()));
      ledger().requests().add(of.table());
    }
  }

  /** A table that stood as equal has a difference: the others of it are searched for then. */
  private void tellAtOnce(TableRanges of, RangeFinding finding) {
    end(of, finding.ofSome().outcome());
    ledger().requests().add(of.table());
  }

  /** The comparison of a table's ranges ends with this outcome of the table. */
  private void end(TableRanges of, TableOutcome outcome) {
    TableName table = of.table();
    TableVerdict verdict = worker.verdict(ends, tables, table, outcome, now());
    ledger().compared(tables, table, verdict, OptionalLong.empty(), Optional.empty());
    ledger().requests().ended(table);
    tell(verdict);
  }

  private void tell(TableVerdict verdict) {
    worker.context().reports().table(verdict);
    worker.publish().accept(tables.targets().size());
  }

  private void conclude(RangeTurn turn, Noting noting) {
    boolean concluded = false;
    try {
      compared(turn.of(), noting);
      concluded = true;
    } finally {
      if (!concluded) {
        turn.of().again(turn.range().keys());
      }
    }
  }

  /** All rows were compared, or so many differ that the others are not looked at. */
  private void compared(TableRanges of, Noting noting) {
    TableName table = of.table();
    RangeFinding all = of.soFar();
    awaitNoted();
    if (!noting.holds()) {
      giveUp(of);
      return;
    }
    ends.pause(0);
    boolean atRest = !noting.changedBehind(all.coversUpTo());
    TableVerdict verdict = verdict(of, atRest ? all : all.undigested());
    ledger().compared(tables, table, verdict, OptionalLong.of(all.coversUpTo()), all.moving());
    ledger().requests().ended(table);
    ledger().requests().compared(table, Duration.ofMillis(all.millis()));
    tell(verdict);
  }

  /**
   * What the last readings have seen is told by records that may have yet to be noted. They count
   * as changes whenever they are, but a verdict that is right by then is better told.
   */
  private void awaitNoted() {
    long applied = ends.checkpoint().map(Checkpoint::offset).orElse(-1L);
    long until = System.nanoTime() + NOTED_LIMIT_NANOS;
    while (!ledger().changes().passed(applied) && System.nanoTime() < until) {
      ends.pause(RangeReading.APPLIED_POLL_MILLIS);
    }
  }

  private TableVerdict verdict(TableRanges of, RangeFinding all) {
    return worker
        .verdict(ends, tables, of.table(), all.outcome(), now())
        .timed(new ComparisonTime(now(), all.millis(), all.at()));
  }

  /** What moved is noted as changed, as it is by a comparison of all rows. */
  private void scrubbed(RangeTurn turn, RangeFinding finding) {
    TableRanges of = turn.of();
    TableName table = of.table();
    boolean last;
    if (finding.equalButForMoving()) {
      ledger().changes().dirty().moved(table, finding.coversUpTo(), finding.moving().orElseThrow());
      last = of.found(turn.range().keys(), finding);
    } else {
      last = of.passed(turn.range().keys());
    }
    of.oldest().ifPresent(at -> ledger().scrubbed(table, verdict -> younger(verdict, at)));
    if (last) {
      of.together().ifPresent(all -> endRound(of, all));
    }
  }

  private static TableVerdict younger(TableVerdict verdict, Instant oldest) {
    Instant before = verdict.time().scrubbedAt();
    return before != null && before.isAfter(oldest)
        ? verdict
        : verdict.timed(
            new ComparisonTime(
                verdict.time().comparedAt(), verdict.time().durationMillis(), oldest));
  }

  /** All rows were equal when what the first of these readings covers was applied, and since. */
  private void endRound(TableRanges of, RangeFinding all) {
    TableName table = of.table();
    DirtyTables dirty = ledger().changes().dirty();
    dirty.compared(table, all.coversUpTo(), List.of());
    TableVerdict verdict = verdict(of, dirty.of(table).nothing() ? all : all.undigested());
    ledger().scrubbed(table, before -> verdict);
    tell(verdict);
  }
}
