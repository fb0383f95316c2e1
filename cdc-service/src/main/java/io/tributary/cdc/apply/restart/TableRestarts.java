package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.session.TargetFailure;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.database.Databases;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.TableRestartObserved;
import io.tributary.database.DatabaseSession;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Begins tables of a PostgreSQL source anew between the batches of its stream, one after the other.
 * From the first step on the changes of such a table are held. Its rows are replaced by those that
 * the source had at a position behind that step; then the held changes from that position on are
 * applied in their order, and the earlier ones, which are in the rows already, dropped. Every step
 * is a transaction that holds the checkpoint. What was copied before it is complete counts for
 * nothing: who comes next copies again. Not thread-safe.
 */
public final class TableRestarts implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TableRestarts.class);

  private static final long REST_NANOS = Duration.ofSeconds(5).toNanos();

  private static final long UNREAD_NANOS = Duration.ofMillis(500).toNanos();

  private final StreamId stream;
  private final Databases databases;
  private final DatabaseAddress address;
  private final TargetTables tables;
  private final TableRestartStore store;
  private final HeldTables held;
  private final Map<String, TableRestart> known = new LinkedHashMap<>();
  private final Map<String, ErrorReport> waiting = new TreeMap<>();
  private final ReadTables reading;
  private final Map<String, Long> resting = new HashMap<>();
  private @Nullable CopyInHand inHand;

  /** The restart of which what was held before its position is dropped: its rows have it. */
  private @Nullable TableRestart dropped;

  private long notBefore = System.nanoTime();

  /**
   * Nothing is known yet.
   *
   * @param address of the source
   * @param tables the target's, by their names at the source
   * @param reading whether the stream reads a table yet, whose rows are copied only then
   */
  public TableRestarts(
      StreamId stream,
      Databases databases,
      DatabaseAddress address,
      TargetTables tables,
      ReadTables reading) {
    this.reading = reading;
    this.stream = stream;
    this.databases = databases;
    this.address = address;
    this.tables = tables;
    this.store = new TableRestartStore(stream);
    this.held = new HeldTables(stream);
  }

  /** The tables whose changes are held. */
  public HeldTables held() {
    return held;
  }

  /** Reads what is committed. */
  public void load(ApplySession session) {
    close();
    dropped = null;
    known.clear();
    store.read(session).forEach(restart -> known.put(restart.table(), restart));
    held.set(known.values());
  }

  /**
   * Goes on as far as it can without keeping the stream waiting for long.
   *
   * @param session at the target, in no transaction
   * @param asked the generation of the last order of each table
   * @param turn how long it may take, and one piece more
   * @param steps begins a transaction in which nobody else applies the stream, and ends it
   * @return how far each table is
   */
  public List<TableRestartObserved> at(
      ApplySession session, Map<String, Long> asked, Duration turn, CopyingSteps steps) {
    long until = System.nanoTime() + turn.toNanos();
    boolean more = System.nanoTime() - notBefore >= 0;
    while (more && System.nanoTime() - until < 0) {
      more = attempt(session, asked, steps);
    }
    return observed(asked);
  }

  private List<TableRestartObserved> observed(Map<String, Long> asked) {
    return asked.entrySet().stream()
        .map(
            order ->
                Optional.ofNullable(known.get(order.getKey()))
                    .filter(restart -> restart.ordered() >= order.getValue())
                    .map(restart -> restart.observed(copied(restart), waits(restart.table())))
                    .orElseGet(
                        () ->
                            TableRestartObserved.waiting(order.getKey(), order.getValue())
                                .because(waits(order.getKey()))))
        .toList();
  }

  private @Nullable ErrorReport waits(String table) {
    return waiting.get(table);
  }

  private long copied(TableRestart restart) {
    return inHand != null && inHand.restart().equals(restart) ? inHand.rows() : 0;
  }

  /** Whether there is more to do at once. */
  private boolean attempt(ApplySession session, Map<String, Long> asked, CopyingSteps steps) {
    Map<String, Long> fresh = new TreeMap<>(asked);
    fresh.entrySet().removeIf(order -> taken(order.getKey(), order.getValue()));
    Optional<TableRestart> next =
        known.values().stream()
            .filter(restart -> restart.phase().holds() && !rests(restart.table()))
            .findFirst();
    String about =
        fresh.isEmpty()
            ? next.map(TableRestart::table).orElse("")
            : fresh.keySet().iterator().next();
    try {
      boolean more = false;
      if (!fresh.isEmpty()) {
        more = takeUp(session, fresh, steps);
      } else if (next.isPresent()) {
        more = goOn(session, next.get(), steps);
      }
      waiting.remove(about);
      return more;
    } catch (SnapshotReader.Rewritten e) {
      steps.undo();
      close();
      return true;
    } catch (TributaryException e) {
      failed(about, e, steps);
      return false;
    }
  }

  /** Whether a table was found a moment ago to be read by nobody. */
  private boolean rests(String table) {
    Long until = resting.get(table);
    return until != null && System.nanoTime() - until < 0;
  }

  private boolean taken(String table, long ordered) {
    return Optional.ofNullable(known.get(table))
        .filter(restart -> restart.ordered() >= ordered)
        .isPresent();
  }

  /** All of them at once: a stream that has stopped at a change of one goes on without it. */
  private boolean takeUp(ApplySession session, Map<String, Long> fresh, CopyingSteps steps) {
    List<TableRestart> taken;
    tables.forget();
    try (DatabaseSession source = databases.look(address)) {
      taken = new RestartOrders(stream, source).taken(fresh, table -> moves(session, table));
    }
    steps.begin();
    taken.forEach(restart -> steps.require(store.begin(session, restart)));
    steps.commit();
    close();
    taken.forEach(this::learned);
    return true;
  }

  /** One that has joined a moment ago was not there when it was looked for. */
  private boolean moves(ApplySession session, TableName table) {
    tables.load(session, table);
    return tables.get(table) != null;
  }

  private void learned(TableRestart restart) {
    known.put(restart.table(), restart);
    held.set(known.values());
    LOG.infof(
        "table anew migration=%s source=%s table=%s order=%d phase=%s rows=%d",
        stream.migration(),
        stream.source(),
        restart.table(),
        restart.ordered(),
        restart.phase(),
        restart.rows());
  }

  private boolean goOn(ApplySession session, TableRestart restart, CopyingSteps steps) {
    return switch (restart.phase()) {
      case HOLDING -> copy(session, restart, steps);
      case CATCHING_UP -> catchUp(session, restart, steps);
      case DONE, REFUSED -> false;
    };
  }

  private boolean copy(ApplySession session, TableRestart restart, CopyingSteps steps) {
    if (inHand == null || !inHand.restart().equals(restart)) {
      close();
      if (!reading.reads(restart.members())) {
        resting.put(restart.table(), System.nanoTime() + UNREAD_NANOS);
        return true;
      }
      inHand = CopyInHand.of(restart, databases, address);
    }
    CopyInHand copying = inHand;
    if (!copying.ready(tables)) {
      return false;
    }
    steps.begin();
    copying.piece(session);
    if (copying.done()) {
      TableRestart copied = restart.copied(copying.position(), copying.rows());
      steps.forget(restart.members());
      steps.require(store.move(session, restart, copied));
      steps.commit();
      close();
      learned(copied);
    } else {
      steps.commit();
    }
    return true;
  }

  /**
   * Not before the stream has come to where the rows were read: until then what comes is in them
   * already, and held all the same.
   */
  private boolean catchUp(ApplySession session, TableRestart restart, CopyingSteps steps) {
    if (steps.position() < restart.position()) {
      return false;
    }
    HeldChangeStore changes = new HeldChangeStore(stream);
    steps.begin();
    if (!restart.equals(dropped)) {
      changes.dropBefore(session, restart.table(), restart.position());
    }
    List<HeldChangeStore.Held> page = changes.page(session, restart.table());
    if (page.isEmpty()) {
      steps.require(store.move(session, restart, restart.done()));
      steps.commit();
      learned(restart.done());
      return true;
    }
    steps.apply(page.stream().map(HeldChangeStore.Held::record).toList());
    changes.remove(session, restart.table(), page.get(page.size() - 1).id());
    steps.require(store.move(session, restart, restart));
    steps.commit();
    dropped = restart;
    return true;
  }

  /** The stream goes on, and the table waits for the next try, from the beginning of its step. */
  private void failed(String table, TributaryException e, CopyingSteps steps) {
    boolean ofTarget = e instanceof TargetFailure;
    if ((ofTarget && e.report().retryable()) || steps.over(e)) {
      throw e;
    }
    steps.undo();
    close();
    notBefore = System.nanoTime() + REST_NANOS;
    ErrorReport why = why(table, e, ofTarget);
    waiting.put(table, why);
    LOG.warnf(
        "table anew migration=%s source=%s table=%s code=%s %s",
        stream.migration(), stream.source(), table, why.code(), why.message());
  }

  private ErrorReport why(String table, TributaryException e, boolean ofTarget) {
    if (e.report().code().equals(TableRestartError.TARGET_OPEN.code())) {
      return e.report();
    }
    return ofTarget
        ? TableRestartError.REFUSED.at(
            stream,
            table,
            "The target does not take table %s as source %s has it: %s Mend what refuses it; it is tried again by itself."
                .formatted(table, stream.source(), e.report().message()))
        : TableRestartError.SOURCE_FAILED.at(
            stream,
            table,
            "Table %s of source %s waits to begin anew: %s It is tried again by itself."
                .formatted(table, stream.source(), e.report().message()));
  }

  /**
   * The definition of tables changes in the open transaction: what was read of those that are held
   * is of other columns, and is read again.
   */
  public void beginAgain(ApplySession session) {
    for (TableRestart restart : List.copyOf(known.values())) {
      if (restart.phase().holds()) {
        store.move(session, restart, restart.again());
        known.put(restart.table(), restart.again());
      }
    }
    close();
  }

  @Override
  public void close() {
    if (inHand != null) {
      inHand.close();
      inHand = null;
    }
  }
}
