package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableRestartObserved;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Begins tables of a file anew: its connector is asked to empty each in the stream and to send all
 * of its rows, which the stream applies as it applies everything, so it is exact. The end is kept
 * in the target; a process that dies before asks once more. Not thread-safe.
 */
public final class ResentTables {
  private static final long REST_NANOS = Duration.ofSeconds(5).toNanos();

  private final StreamId stream;
  private final Optional<TableResending> resending;
  private final TableRestartStore store;
  private final Map<String, TableRestart> known = new HashMap<>();
  private final Map<String, Asked> sent = new HashMap<>();
  private @Nullable ErrorReport waiting;
  private long notBefore = System.nanoTime();

  /** An order that the connector knows of, and where the stream is once it is carried out. */
  private record Asked(long ordered, long until) {}

  /**
   * Nothing is known yet.
   *
   * @param resending empty where the connector does no such thing
   */
  public ResentTables(StreamId stream, Optional<TableResending> resending) {
    this.stream = stream;
    this.resending = resending;
    this.store = new TableRestartStore(stream);
  }

  /** Reads what is committed. */
  public void load(ApplySession session) {
    known.clear();
    store.read(session).forEach(restart -> known.put(restart.table(), restart));
  }

  /**
   * Goes on as far as it can.
   *
   * @param asked the generation of the last order of each table
   * @return how far each table is
   */
  public List<TableRestartObserved> at(
      ApplySession session, Map<String, Long> asked, RestartSteps steps) {
    if (System.nanoTime() - notBefore >= 0) {
      try {
        new TreeMap<>(asked).forEach((table, order) -> goOn(session, table, order, steps));
        waiting = null;
      } catch (TributaryException e) {
        failed(e, steps);
      }
    }
    return asked.entrySet().stream().map(this::observed).toList();
  }

  private void goOn(ApplySession session, String table, long ordered, RestartSteps steps) {
    if (over(table, ordered)) {
      return;
    }
    Asked before = sent.get(table);
    if (before == null || before.ordered() < ordered) {
      OptionalLong until =
          resending.map(capture -> capture.again(table, steps.position())).orElseThrow(this::unfit);
      if (until.isEmpty()) {
        keep(session, TableRestart.refused(table, ordered, unknown(table)), steps);
      } else {
        sent.put(table, new Asked(ordered, until.getAsLong()));
      }
    } else if (steps.position() >= before.until()) {
      keep(session, TableRestart.begun(table, ordered, List.of()).done(), steps);
      sent.remove(table);
    }
  }

  private void keep(ApplySession session, TableRestart end, RestartSteps steps) {
    steps.begin();
    steps.require(store.begin(session, end));
    steps.commit();
    known.put(end.table(), end);
  }

  private boolean over(String table, long ordered) {
    return Optional.ofNullable(known.get(table))
        .filter(restart -> restart.ordered() >= ordered)
        .isPresent();
  }

  private TableRestartObserved observed(Map.Entry<String, Long> order) {
    String table = order.getKey();
    TableRestart end = known.get(table);
    if (end != null && end.ordered() >= order.getValue()) {
      return end.observed(0, null);
    }
    TableRestartObserved.Phase phase =
        sent.containsKey(table)
            ? TableRestartObserved.Phase.CATCHING_UP
            : TableRestartObserved.Phase.WAITING;
    return new TableRestartObserved(table, order.getValue(), phase, 0, waiting);
  }

  private void failed(TributaryException e, RestartSteps steps) {
    if ((e instanceof TargetFailure && e.report().retryable()) || steps.over(e)) {
      throw e;
    }
    steps.undo();
    notBefore = System.nanoTime() + REST_NANOS;
    waiting =
        ErrorReport.of(
            TableRestartError.SOURCE_FAILED,
            "Tables of source %s wait to begin anew: %s It is tried again by itself."
                .formatted(stream.source(), e.report().message()),
            Map.of("source", stream.source()));
  }

  private TributaryException unfit() {
    return new TributaryException(
        TableRestartError.NOT_THIS_WAY,
        "Tables of source %s do not begin anew one by one. Type %s, which begins it with all its tables."
            .formatted(stream.source(), stream.restartCommand()),
        Map.of("source", stream.source()));
  }

  private ErrorReport unknown(String table) {
    return TableRestartError.UNKNOWN.at(
        stream,
        table,
        "Table %s is not restarted: source %s has no table of that name that moves. Nothing was touched. `./tributary status %s` names the tables; one that was made since the start comes with %s."
            .formatted(table, stream.source(), stream.migration(), stream.addTablesCommand()));
  }
}
