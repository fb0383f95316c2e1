package io.tributary.cdc.apply.repair;

import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.cdc.apply.write.SavepointWriter;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.database.DatabaseSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Repairs the rows of one task in rounds, between two batches of the stream. A round reads the rows
 * at both ends and then asks for the source's position; once the stream has applied everything up
 * to it, the round holds the checkpoint, waits for the transactions that hold the tables to write,
 * reads the source's rows again, and writes those that are the same version still: the stream holds
 * nothing for these between the checkpoint and the second reading, and what comes later comes
 * later. A row that neither reading finds is deleted if the target's row is the same version as at
 * the first one. All others go into the next round. Not thread-safe.
 */
public final class RowRepair {
  private static final int ROUNDS = 12;
  private static final Duration WRITERS_LIMIT = Duration.ofMillis(500);

  private final StreamId stream;
  private final RepairTask task;
  private final Supplier<DatabaseSession> source;
  private final TargetTables tables;
  private final RepairPoints points;
  private final RepairTally tally;
  private Map<RepairedTable, List<List<String>>> open = new LinkedHashMap<>();
  private List<RepairReading> readings = List.of();
  private boolean admitted;
  private boolean holding;
  private long awaited;
  private int rounds;

  /** Where a test may force another interleaving. */
  public interface RepairPoints {
    /** A round has read both ends, and knows the position that it waits for. */
    void betweenReadings();

    /** Rows are written, COMMIT is next. */
    void beforeCommit();
  }

  /**
   * A repair that has not begun.
   *
   * @param source opens a session at the source
   */
  public RowRepair(
      StreamId stream,
      RepairTask task,
      Supplier<DatabaseSession> source,
      TargetTables tables,
      RepairPoints points) {
    this.stream = stream;
    this.task = task;
    this.source = source;
    this.tables = tables;
    this.points = points;
    this.tally = new RepairTally(stream);
  }

  /** What it repairs. */
  public RepairTask task() {
    return task;
  }

  /**
   * Goes on as far as it can without waiting for the stream.
   *
   * @param session at the target, in no transaction
   * @param position up to which everything is applied
   * @param hold keeps everybody from applying the stream and from opening its target until the open
   *     transaction has ended; says whether the target is closed
   * @return what came of it; empty while it has to go on later
   * @throws TargetFailure when the target does not take anything
   */
  public Optional<RepairOutcome> at(ApplySession session, long position, BooleanSupplier hold) {
    if (!readings.isEmpty() && position < awaited) {
      return Optional.empty();
    }
    try (SourceRows rows = new SourceRows(fromSource(source))) {
      if (!admitted) {
        fromSource(() -> admit(session, rows));
      }
      if (!readings.isEmpty()) {
        write(session, rows, hold);
      }
      if (open.isEmpty()) {
        return Optional.of(tally.outcome());
      }
      if (rounds == ROUNDS) {
        open.forEach((table, keys) -> tally.unsettled(table, keys.size(), ROUNDS));
        return Optional.of(tally.outcome());
      }
      fromSource(() -> read(session, rows));
      return Optional.empty();
    } catch (SourceFailure e) {
      if (holding) {
        session.command("ROLLBACK");
      }
      return Optional.of(tally.failed(task, e.cause()));
    }
  }

  private boolean admit(ApplySession session, SourceRows rows) {
    RepairAdmission admission = new RepairAdmission(stream, session, rows, tables);
    task.tables()
        .forEach(
            asked ->
                admission
                    .of(asked, tally::left)
                    .ifPresent(table -> open.put(table, RepairAdmission.keys(asked))));
    admitted = true;
    return true;
  }

  private boolean read(ApplySession session, SourceRows rows) {
    List<RepairReading> read = new ArrayList<>();
    open.forEach(
        (table, keys) -> {
          // What the target has already must be visible at the source, too.
          if (rows.writersEnd(table, WRITERS_LIMIT)) {
            read.add(RepairReading.of(table, keys, rows, session));
          }
        });
    awaited = rows.position();
    readings = read;
    rounds++;
    points.betweenReadings();
    return true;
  }

  /** One transaction of the target; what is left of the readings is open again afterwards. */
  private void write(ApplySession session, SourceRows rows, BooleanSupplier hold) {
    List<RepairReading> held = readings;
    readings = List.of();
    RepairTally round = new RepairTally(stream);
    Map<RepairedTable, List<List<String>>> next = new LinkedHashMap<>(open);
    session.command("BEGIN");
    holding = true;
    if (!hold.getAsBoolean()) {
      session.command("ROLLBACK");
      holding = false;
      open = new LinkedHashMap<>();
      tally.open(task);
      return;
    }
    RepairTransaction transaction =
        new RepairTransaction(
            session, new BatchWriter(session, tables, false), new SavepointWriter(session));
    for (RepairReading reading : held) {
      List<List<String>> moving = settle(transaction, reading, rows, round);
      if (moving.isEmpty()) {
        next.remove(reading.table());
      } else {
        next.put(reading.table(), moving);
      }
    }
    points.beforeCommit();
    session.command("COMMIT");
    holding = false;
    tally.add(round);
    open = next;
  }

  /** Writes what is at rest; the keys of the rest. */
  private List<List<String>> settle(
      RepairTransaction transaction, RepairReading reading, SourceRows rows, RepairTally round) {
    RepairedTable table = reading.table();
    if (!fromSource(() -> rows.writersEnd(table, WRITERS_LIMIT))) {
      return reading.keys();
    }
    RepairReading.Sorted sorted =
        fromSource(() -> reading.sorted(rows.rows(table, reading.keys())));
    List<List<String>> moving = new ArrayList<>(sorted.moving());
    for (List<String> key : sorted.absent()) {
      String version = reading.target().get(key);
      switch (transaction.delete(table, key, version)) {
        case DELETED -> round.deleted();
        case GONE -> round.gone();
        case CHANGED -> moving.add(key);
      }
    }
    put(transaction, table, sorted.present(), round);
    return moving;
  }

  /** Together first, so that rows may swap unique values; one by one where some are refused. */
  private static void put(
      RepairTransaction transaction,
      RepairedTable table,
      List<SourceRows.Row> rows,
      RepairTally round) {
    List<RowEdit> edits = new ArrayList<>();
    rows.forEach(row -> edits.add(new RowEdit.Put(table.name(), row.values())));
    if (edits.size() > 1 && transaction.put(edits).isEmpty()) {
      edits.forEach(written -> round.written());
      return;
    }
    edits.forEach(
        edit ->
            transaction
                .put(List.of(edit))
                .ifPresentOrElse(why -> round.refused(table, why), round::written));
  }

  /** Asks the source; what the target says in between is the stream's matter. */
  private static <T> T fromSource(Supplier<T> question) {
    try {
      return question.get();
    } catch (TargetFailure e) {
      throw e;
    } catch (TributaryException e) {
      throw new SourceFailure(e);
    }
  }

  /** The source cannot be read. */
  private static final class SourceFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient TributaryException cause;

    SourceFailure(TributaryException cause) {
      super(cause);
      this.cause = cause;
    }

    TributaryException cause() {
      return cause;
    }
  }
}
