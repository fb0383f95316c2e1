package io.tributary.exploration;

import io.tributary.common.desired.DesiredState;
import io.tributary.orchestrator.cutover.CutoverRun;
import io.tributary.orchestrator.state.MigrationRecord;
import io.tributary.orchestrator.state.MigrationState;
import io.tributary.orchestrator.state.Rehearsing;
import io.tributary.orchestrator.state.Switched;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The records that the orchestrator stores and the orders that it publishes, by number. What only
 * tells how a record came about (versions, times, how many cutovers there were in how many steps)
 * is made equal, so that equal situations are one state; generations keep their order.
 */
final class StoredRecords {
  private static final int RUN = 100;

  private final Numbered<MigrationRecord> records = new Numbered<>();
  private final Numbered<DesiredState> orders = new Numbered<>();
  private final Instant now;

  StoredRecords(Instant now) {
    this.now = now;
  }

  MigrationRecord record(int number) {
    return records.value(number);
  }

  /** Whether a migration has come so far. */
  boolean reached(Class<? extends MigrationState> state) {
    return IntStream.range(0, records.size()).anyMatch(i -> state.isInstance(record(i).state()));
  }

  /** Whether a migration has been cut over behind a restart. */
  boolean switchedBehindARestart() {
    return IntStream.range(0, records.size())
        .mapToObj(this::record)
        .anyMatch(record -> record.state() instanceof Switched && !record.restarts().isEmpty());
  }

  DesiredState order(int number) {
    return orders.value(number);
  }

  /** The number of a record that follows on another one. */
  int of(MigrationRecord before, MigrationRecord next) {
    boolean same = next.generation() == before.generation();
    long generation = same ? before.generation() : generation(before, next);
    MigrationRecord canonical =
        new MigrationRecord(next.plan(), next.state(), generation, 1, now, next.restarts());
    return number(canonical);
  }

  int number(MigrationRecord record) {
    String run =
        record.state().lastCutover().map(last -> last.id() + "<" + takenBack(last)).orElse("");
    DesiredState desired = record.desired();
    List<Object> key =
        List.of(
            record.state().label(),
            run,
            record.generation(),
            desired.goal(),
            String.valueOf(desired.cutoverId()),
            desired.direction(),
            desired.restarts());
    return records.of(key, record);
  }

  private static String takenBack(CutoverRun run) {
    CutoverRun back = run.takesBack();
    return back == null ? "" : back.id();
  }

  /** The number of what a record publishes. */
  int order(MigrationRecord record) {
    DesiredState desired = record.desired();
    return orders.of(
        List.of(
            desired.generation(),
            desired.goal(),
            String.valueOf(desired.cutoverId()),
            desired.direction(),
            desired.restarts()),
        desired);
  }

  /** Each order is numbered, as ever; only that the first of a cutover has a number of its own. */
  private static long generation(MigrationRecord before, MigrationRecord next) {
    boolean begins =
        next.state().label().endsWith("/REHEARSE") || next.state() instanceof Rehearsing;
    long run = next.state().orderedId().map(StoredRecords::run).orElse(0);
    return begins ? run * RUN + 1 : before.generation() + 1;
  }

  /** Which cutover or rehearsal a generation belongs to, 0 before the first. */
  static long run(long generation) {
    return generation / RUN;
  }

  /** Which cutover an id belongs to, 1 for the first. */
  static int run(String cutoverId) {
    return Integer.parseInt(cutoverId.substring(1));
  }
}
