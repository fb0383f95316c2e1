package io.tributary.cdc.reconcile.join;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.cdc.source.TableJoining;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableRestartObserved;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has tables join that were ordered to. Each is made in the target first, by another thread than
 * the stream's: that takes seconds. Then it begins anew as every table does, so that its changes
 * are held; once they are, the stream reads it, and its rows are copied. Where the stream itself
 * brings the rows it reads the table before that. Every step is done again until it is over, so
 * that it does not matter which instance has done the one before.
 */
public final class JoiningTurns {
  private static final Logger LOG = Logger.getLogger(JoiningTurns.class);
  private static final Duration REST = Duration.ofSeconds(5);

  private final StreamId stream;
  private final Clock clock;
  private final Map<String, Long> made = new HashMap<>();
  private final Map<String, TableRestartObserved> refused = new TreeMap<>();
  private final Map<String, ErrorReport> waiting = new TreeMap<>();
  private final Set<String> read = new HashSet<>();
  private boolean readsFirst;
  private @Nullable CompletableFuture<TableJoining.Made> making;
  private Map<String, Long> inHand = Map.of();
  private Instant notBefore = Instant.EPOCH;

  /** Nothing has joined yet. */
  public JoiningTurns(StreamId stream, Clock clock) {
    this.stream = stream;
    this.clock = clock;
  }

  /** Orders to begin tables anew without those that have to be made first. Pure. */
  public static Map<String, Long> withoutJoining(DesiredState desired, StreamId stream) {
    Map<String, Long> orders = new HashMap<>(desired.tableRestarts(stream));
    orders.keySet().removeAll(desired.joiningTables(stream).keySet());
    return Map.copyOf(orders);
  }

  /** What the stream is to begin anew now. */
  public synchronized Map<String, Long> orders(DesiredState desired) {
    Map<String, Long> orders = new HashMap<>(withoutJoining(desired, stream));
    desired
        .tableRestarts(stream)
        .forEach(
            (table, order) -> {
              if (made.containsKey(table) && (!readsFirst || read.contains(table))) {
                orders.put(table, order);
              }
            });
    return Map.copyOf(orders);
  }

  /** What is known of tables of which the stream has not heard. */
  public synchronized List<TableRestartObserved> observed(DesiredState desired) {
    List<TableRestartObserved> all = new ArrayList<>();
    desired
        .joiningTables(stream)
        .forEach(
            (table, order) -> {
              TableRestartObserved known = refused.get(table);
              all.add(
                  known != null && known.ordered() >= order
                      ? known
                      : TableRestartObserved.waiting(table, order).because(waiting.get(table)));
            });
    return all;
  }

  /**
   * Goes on as far as it can without waiting.
   *
   * @param stands how far tables are of which the stream has heard
   */
  public synchronized void look(
      DesiredState desired, SourceDriver driver, List<TableRestartObserved> stands) {
    Map<String, Long> wanted = desired.joiningTables(stream);
    if (wanted.isEmpty()) {
      // A source that has begun anew has taken them along.
      made.clear();
      refused.clear();
      read.clear();
    }
    if (wanted.isEmpty()
        || desired.goal() != MigrationGoal.REPLICATE
        || clock.instant().isBefore(notBefore)) {
      return;
    }
    driver.joining().ifPresent(joining -> look(wanted, joining, stands));
  }

  private void look(
      Map<String, Long> wanted, TableJoining joining, List<TableRestartObserved> stands) {
    Map<String, Long> open = new TreeMap<>(wanted);
    open.entrySet()
        .removeIf(order -> made.containsKey(order.getKey()) || refused(order.getKey(), order));
    CompletableFuture<TableJoining.Made> running = making;
    if (running != null && running.isDone()) {
      making = null;
      about(inHand.keySet(), () -> made(running.join()));
    } else if (running == null && !open.isEmpty()) {
      inHand = Map.copyOf(open);
      making = CompletableFuture.supplyAsync(() -> joining.make(inHand), this::run);
    }
    readsFirst = joining.readsFirst();
    Set<String> unread = new TreeSet<>(made.keySet());
    unread.removeAll(read);
    if (!readsFirst) {
      unread.retainAll(stands.stream().filter(JoiningTurns::held).map(t -> t.table()).toList());
    }
    unread.forEach(table -> about(Set.of(table), () -> read(joining, table)));
  }

  private void read(TableJoining joining, String table) {
    if (joining.read(table)) {
      read.add(table);
      LOG.infof(
          "table joined migration=%s source=%s table=%s",
          stream.migration(), stream.source(), table);
    }
  }

  private boolean refused(String table, Map.Entry<String, Long> order) {
    TableRestartObserved known = refused.get(table);
    return known != null && known.ordered() >= order.getValue();
  }

  private static boolean held(TableRestartObserved table) {
    return table.phase() == TableRestartObserved.Phase.COPYING;
  }

  private void run(Runnable work) {
    Thread thread = new Thread(work, "tables that join " + stream);
    thread.setDaemon(true);
    thread.start();
  }

  private void made(TableJoining.Made outcome) {
    outcome.tables().forEach(table -> made.put(table, inHand.getOrDefault(table, 0L)));
    outcome
        .refused()
        .forEach(
            (table, why) ->
                refused.put(
                    table,
                    new TableRestartObserved(
                        table,
                        inHand.getOrDefault(table, 0L),
                        TableRestartObserved.Phase.REFUSED,
                        0,
                        why)));
  }

  /** A failure is told of these tables, and tried again after a rest. */
  private void about(Set<String> tables, Runnable work) {
    try {
      work.run();
      tables.forEach(waiting::remove);
    } catch (TributaryException e) {
      failed(tables, e);
    } catch (CompletionException e) {
      if (e.getCause() instanceof TributaryException known) {
        failed(tables, known);
      } else {
        throw e;
      }
    }
  }

  private void failed(Set<String> tables, TributaryException e) {
    tables.forEach(table -> waiting.put(table, e.report()));
    notBefore = clock.instant().plus(REST);
    LOG.warnf(
        "tables join migration=%s source=%s tables=%s code=%s %s",
        stream.migration(), stream.source(), tables, e.report().code(), e.report().message());
  }
}
