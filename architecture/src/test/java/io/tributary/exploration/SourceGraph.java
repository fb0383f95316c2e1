package io.tributary.exploration;

import io.tributary.cdc.reconcile.ModelledMove;
import io.tributary.cdc.reconcile.ModelledSource;
import io.tributary.cdc.reconcile.SourceMoves;
import io.tributary.orchestrator.state.CuttingOver;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.Rehearsing;
import java.util.List;
import java.util.OptionalInt;

/**
 * The states of one source by number, and where each leads by what the topic holds and the
 * cdc-service has heard of it; each worked out once.
 */
final class SourceGraph {
  private static final int FAULT = 1 << 30;
  private static final int NAME_BITS = 8;

  private final Numbered<ModelledSource> sources = new Numbered<>();
  private final Numbered<Object> seen = new Numbered<>();
  private final IntRows seenOf = new IntRows();
  private final LongNumbers forgotten = new LongNumbers(1 << 16);
  private final LongNumbers rows = new LongNumbers(1 << 16);
  private final IntRows targets = new IntRows();
  private final IntRows orders = new IntRows();
  private final SourceMoves moves;

  SourceGraph(SourceMoves moves) {
    this.moves = moves;
  }

  int number(ModelledSource source) {
    int number = sources.of(source);
    if (number == seenOf.rows()) {
      seenOf.begin();
      seenOf.add(seen.of(SeenSources.key(source)));
    }
    return number;
  }

  ModelledSource source(int number) {
    return sources.value(number);
  }

  /** The number of what the orchestrator sees of a source. */
  int seen(int number) {
    return seenOf.value(number);
  }

  int size() {
    return sources.size();
  }

  /** The row of {@link #target}s, without what counts no more beside this record. */
  int row(int number, int heard, int topic, int recordNumber, MigrationRecord record) {
    long key = (long) number << NAME_BITS | heard;
    key = (key << NAME_BITS | topic) << NAME_BITS | recordNumber;
    int row = rows.get(key);
    if (row == LongNumbers.UNKNOWN) {
      List<ModelledMove> next = moves.next(source(number), heard - 1, topic);
      row = targets.rows();
      targets.begin();
      orders.begin();
      for (ModelledMove move : next) {
        int target = settled(number(move.next()), heard, recordNumber, record);
        targets.add(target | (move.fault() ? FAULT : 0));
        orders.add(move.changedUnder());
      }
      rows.put(key, row);
    }
    return row;
  }

  int start(int row) {
    return targets.start(row);
  }

  int end(int row) {
    return targets.end(row);
  }

  int target(int index) {
    return targets.value(index) & ~FAULT;
  }

  boolean fault(int index) {
    return (targets.value(index) & FAULT) != 0;
  }

  /** The order under which a side was opened or closed, where one was. */
  OptionalInt changedUnder(int index) {
    int order = orders.value(index);
    return order == ModelledMove.UNCHANGED ? OptionalInt.empty() : OptionalInt.of(order);
  }

  /** The number of the same source without what counts no more beside this record. */
  int settled(int number, int heard, int recordNumber, MigrationRecord record) {
    long key = ((long) number << NAME_BITS | heard) << NAME_BITS | recordNumber;
    int known = forgotten.get(key);
    if (known == LongNumbers.UNKNOWN) {
      known =
          number(
              moves.forgetting(
                  source(number),
                  heard - 1,
                  record.generation(),
                  record.desired().cutoverId(),
                  record.state() instanceof CuttingOver || record.state() instanceof Rehearsing));
      forgotten.put(key, known);
    }
    return known;
  }

  int crash(int number) {
    return number(moves.crash(source(number)));
  }
}
