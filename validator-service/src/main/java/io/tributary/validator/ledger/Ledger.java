package io.tributary.validator.ledger;

import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.LedgerObserved;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.changes.DirtyTables;
import io.tributary.validator.changes.LiveChanges;
import io.tributary.validator.config.ValidatorLimits;
import io.tributary.validator.range.RangedTables;
import io.tributary.validator.range.TableRanges;
import io.tributary.validator.settle.ComparedEnds;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.verdict.StandingVerdicts;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * What is known of the equality of one stream's tables: the latest verdict of each, and which rows
 * changed since it was found equal. Filled by comparisons of whole tables and of changed rows, read
 * by the verification behind the fence. Thread-safe.
 */
public final class Ledger implements AutoCloseable {
  private static final long BEGIN_POLL_MILLIS = 5;
  private static final long BEGIN_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ValidatorLimits limits;
  private final LiveChanges changes;
  private final long restart;
  private final StandingVerdicts verdicts = new StandingVerdicts();
  private final RequestedTables requests;
  private final ComparisonRate rate = new ComparisonRate();
  private final RangedTables ranged = new RangedTables();
  private final RestartedTables restarts;
  private volatile int tables;
  private volatile boolean open;

  /** Nothing is known of a source that was never ordered to begin anew; owns the changes. */
  public Ledger(ValidatorLimits limits, LiveChanges changes, Clock clock) {
    this(limits, changes, 0, clock);
  }

  /**
   * Nothing is known; owns the changes.
   *
   * @param restart the last order to begin the source anew, 0 for none
   */
  public Ledger(ValidatorLimits limits, LiveChanges changes, long restart, Clock clock) {
    this.limits = limits;
    this.restart = restart;
    this.changes = changes;
    this.requests = new RequestedTables(clock);
    this.restarts = new RestartedTables(restart, verdicts, changes, ranged, requests);
  }

  /**
   * The same verdicts, of which nothing follows for changes to come.
   *
   * @param from the changes that will be read
   */
  public Ledger asPast(LiveChanges from, Clock clock) {
    Ledger past = new Ledger(limits, from, restart, clock);
    past.verdicts.putAll(verdicts);
    past.tables = tables;
    past.restarts.take(restarts);
    return past;
  }

  /** The last order to begin the source anew, 0 for none: nothing from before it is in here. */
  public long restart() {
    return restart;
  }

  /** Which tables were ordered to begin anew since. */
  public RestartedTables restarts() {
    return restarts;
  }

  /** The latest verdicts. */
  public StandingVerdicts verdicts() {
    return verdicts;
  }

  /** The changes that are read. */
  public LiveChanges changes() {
    return changes;
  }

  /** Tables that are to be compared as a whole before their turn. */
  public RequestedTables requests() {
    return requests;
  }

  /** The tables that are compared range by range. */
  public RangedTables ranged() {
    return ranged;
  }

  /** How fast changed rows are compared. */
  public ComparisonRate rate() {
    return rate;
  }

  private DirtyTables dirty() {
    return changes.dirty();
  }

  /** These are the tables that there are. */
  public void retain(Set<TableName> mapped) {
    tables = mapped.size();
    verdicts.tables().stream().filter(t -> !mapped.contains(t)).forEach(dirty()::unknown);
    verdicts.retain(mapped);
    ranged.goingOn().stream().filter(t -> !mapped.contains(t)).forEach(requests::ended);
    ranged.retain(mapped);
  }

  /**
   * All rows of a table will be compared. Waits a moment for what was noted before to be applied; a
   * comparison that reads earlier says nothing of changes to come.
   */
  public void begin(TableMap map, TableName table, ComparedEnds ends) {
    restarts.begun(table);
    TablePair pair = map.pairs().get(table);
    if (pair == null) {
      dirty().unknown(table);
      return;
    }
    if (verdicts.of(table).filter(standing -> standing.equal(pair)).isEmpty()) {
      dirty().unknown(table);
    }
    long from = dirty().begin(table, map.partsOf(table), mostKeys(table, pair));
    long until = System.nanoTime() + BEGIN_LIMIT_NANOS;
    while (applied(ends) < from && System.nanoTime() < until) {
      ends.pause(BEGIN_POLL_MILLIS);
    }
  }

  /** Whether what was known before is taken up. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Takes up what was known before a restart, as far as it still holds, and reads the changes that
   * came since. Only the first call does anything.
   *
   * @param cutoverId the cutover that goes on; empty outside of one
   */
  public synchronized void open(
      LedgerStore store, TableMap map, Checkpoint applied, Optional<String> cutoverId) {
    if (!open) {
      new Handover(this).takeUp(store.read(), map, applied, cutoverId);
      tables = map.targets().size();
      open = true;
    }
  }

  /**
   * Takes up what the verification of the other direction has proven, instead of what was known
   * before. Only where nothing is taken up yet.
   *
   * @param stream whose ledger this is
   */
  public synchronized void adopt(ProvenEquality proven, StreamId stream, TableMap map) {
    if (!open) {
      List<KnownTable> known =
          proven.known(stream, map.pairs().values(), limits).stream()
              // It may have been ordered since.
              .filter(table -> restarts.of(table.table()) == 0)
              .toList();
      new Handover(this).takeUp(known, map, proven.other());
      tables = map.targets().size();
      open = true;
    }
  }

  /**
   * Keeps what is known, for the next instance.
   *
   * @param applied where the follower is
   * @param cutoverId the cutover that has begun; empty outside of one
   */
  public void keep(LedgerStore store, Checkpoint applied, Optional<String> cutoverId) {
    store.keep(new Handover(this).kept(applied, cutoverId));
  }

  private static long applied(ComparedEnds ends) {
    return ends.checkpoint().map(Checkpoint::offset).orElse(-1L);
  }

  /** How many changed keys of a table are worth remembering. */
  int mostKeys(TableName table, TablePair pair) {
    return pair.keyed() && verdicts.of(table).map(this::readByKeys).orElse(true)
        ? limits.dirtyKeysPerTable()
        : 0;
  }

  /** Whether a table is so large that only its changed rows are read behind the fence. */
  public boolean readByKeys(StandingVerdicts.Standing standing) {
    return limits.byKeys(standing.sourceRows());
  }

  /** A comparison came to nothing; what was known of the table before still holds. */
  public void abandon(TableName table) {
    dirty().abandon(table);
  }

  /**
   * A table was compared.
   *
   * @param coversUpTo offset that was applied before the leader was read; empty when none was
   * @param moving keys of rows that never came to rest, which count as changed; empty where they
   *     are not known
   */
  public void compared(
      TableMap map,
      TableName table,
      TableVerdict verdict,
      OptionalLong coversUpTo,
      Optional<List<Map<String, String>>> moving) {
    boolean taken = restarts.takeUp(table, () -> standing(map, table, verdict, coversUpTo, moving));
    if (!taken) {
      dirty().unknown(table);
      requests.add(table);
    }
    ranged.of(table).ifPresent(TableRanges::end);
  }

  private void standing(
      TableMap map,
      TableName table,
      TableVerdict verdict,
      OptionalLong coversUpTo,
      Optional<List<Map<String, String>>> moving) {
    boolean followed =
        coversUpTo.isPresent() && !limits.alwaysInFull(verdict.rows().source().orElse(0));
    boolean noted = followed && verdict.equalButForMoving() && moving.isPresent();
    verdicts.put(
        table,
        new StandingVerdicts.Standing(verdict, Optional.ofNullable(map.pairs().get(table)), noted));
    if (noted || (followed && verdict.verdict() == TableVerdict.Verdict.EQUAL)) {
      dirty().compared(table, coversUpTo.getAsLong(), moving.orElse(List.of()));
    } else {
      dirty().unknown(table);
    }
  }

  /**
   * All ranges of a table that stands as equal were compared again, or some of them. Its verdict
   * stays as it is where it does not stand as equal any more.
   *
   * @param again the verdict with the age of the range that was compared longest ago
   */
  public void scrubbed(TableName table, UnaryOperator<TableVerdict> again) {
    verdicts.update(
        table,
        standing ->
            standing.pair().filter(standing::equal).isEmpty()
                ? standing
                : standing.with(again.apply(standing.verdict())));
  }

  /** Whether a table stands as equal, and the keys of what changed since are known. */
  public boolean standsAsEqual(TableName table) {
    return verdicts.of(table).filter(equality()::verified).isPresent();
  }

  /** What changed in a table since it was found equal; any row where it was not, as it is now. */
  public ChangedRows changedSinceEqual(TableName table, TablePair pair) {
    return verdicts.of(table).filter(standing -> standing.equal(pair)).isPresent()
        ? dirty().of(table)
        : ChangedRows.any();
  }

  /**
   * The tables that were equal, and of which so much changed that changed rows cannot tell any
   * more.
   */
  public List<TableName> changedBeyondKeys() {
    return equality().changedBeyondKeys();
  }

  /** These, and the large ones without key of which anything changed. */
  public List<TableName> changedAsAWhole() {
    return equality().changedAsAWhole();
  }

  private StandingEquality equality() {
    return new StandingEquality(verdicts, dirty(), limits);
  }

  /** Requests the tables of which too much changed. */
  public void requestChanged() {
    changedBeyondKeys().forEach(requests::addUnlessInHand);
  }

  /** What is known now. */
  public LedgerObserved observed() {
    RangeCount ranges = RangeCount.of(this);
    return new LedgerObserved(
        tables,
        equality().verified(),
        requests.waiting(),
        dirty().changed(),
        rate.rowsPerSecond(),
        ranges.all(tables),
        ranges.verified(equality().verified()));
  }

  @Override
  public void close() {
    changes.close();
  }
}
