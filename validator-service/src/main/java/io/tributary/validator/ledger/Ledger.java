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
    return past;
  }

  /** The last order to begin the source anew, 0 for none: nothing from before it is in here. */
  public long restart() {
    return restart;
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
  }

  /**
   * All rows of a table will be compared. Waits a moment for what was noted before to be applied; a
   * comparison that reads earlier says nothing of changes to come.
   */
  public void begin(TableMap map, TableName table, ComparedEnds ends) {
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
    if (open) {
      return;
    }
    List<KnownTable> kept =
        store.read().stream()
            .flatMap(table -> holding(map, table, applied, cutoverId).stream())
            .toList();
    takeUp(map, kept, applied.offset());
  }

  private Optional<KnownTable> holding(
      TableMap map, KeptTable kept, Checkpoint applied, Optional<String> cutoverId) {
    return Optional.ofNullable(map.pairs().get(kept.table()))
        .filter(pair -> kept.holds(pair, restart, applied, cutoverId))
        .map(kept::known);
  }

  /**
   * Takes up what the verification of the other direction has proven, instead of what was known
   * before. Only where nothing is taken up yet.
   *
   * @param stream whose ledger this is
   */
  public synchronized void adopt(ProvenEquality proven, StreamId stream, TableMap map) {
    if (!open) {
      takeUp(map, proven.known(stream, map.pairs().values(), limits), proven.other().offset());
    }
  }

  private void takeUp(TableMap map, List<KnownTable> known, long otherwise) {
    long from =
        known.stream()
            .flatMapToLong(table -> table.comparedUpTo().stream())
            .min()
            .orElse(otherwise);
    changes.follow(from, notes -> known.forEach(table -> takeUp(map, table, notes)));
    tables = map.targets().size();
    open = true;
  }

  private void takeUp(TableMap map, KnownTable known, DirtyTables notes) {
    TableName table = known.table();
    verdicts.put(table, known.standing());
    known
        .comparedUpTo()
        .ifPresent(
            upTo -> notes.resume(table, map.partsOf(table), mostKeys(table, known.pair()), upTo));
  }

  /**
   * Keeps what is known, for the next instance.
   *
   * @param applied where the follower is
   * @param cutoverId the cutover that has begun; empty outside of one
   */
  public void keep(LedgerStore store, Checkpoint applied, Optional<String> cutoverId) {
    store.keep(
        verdicts.tables().stream()
            .flatMap(table -> verdicts.of(table).flatMap(s -> known(table, s)).stream())
            .map(known -> KeptTable.of(known, restart, applied, cutoverId))
            .toList());
  }

  private Optional<KnownTable> known(TableName table, StandingVerdicts.Standing standing) {
    OptionalLong upTo = readByKeys(standing) ? dirty().comparedUpTo(table) : OptionalLong.empty();
    return standing
        .pair()
        .filter(standing::equal)
        .filter(pair -> !readByKeys(standing) || upTo.isPresent())
        .map(pair -> new KnownTable(table, pair, standing.verdict(), upTo));
  }

  private static long applied(ComparedEnds ends) {
    return ends.checkpoint().map(Checkpoint::offset).orElse(-1L);
  }

  private int mostKeys(TableName table, TablePair pair) {
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
    return new LedgerObserved(
        tables, equality().verified(), requests.waiting(), dirty().changed(), rate.rowsPerSecond());
  }

  @Override
  public void close() {
    changes.close();
  }
}
