package io.tributary.validator.watch;

import io.tributary.common.event.TableVerdict;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import io.tributary.validator.settle.Checkpoint;
import io.tributary.validator.source.SourceEnd;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * The verification of one source for one cutover. Everything that needs no fence (sessions,
 * catalogs, what changed since the tables were found equal) is done before the fence token arrives
 * in the target.
 */
final class BehindFence extends Run {
  private static final Logger LOG = Logger.getLogger(BehindFence.class);
  private static final long EXPECTED_POLL_MILLIS = 3;

  private final Verdicts standing;
  private final String cutoverId;
  private final Runnable changed;
  private final VerdictNames names;
  private final Together together;
  private final boolean rehearse;
  private RecentChanges changes;
  private volatile boolean rehearsed;
  private volatile boolean fenceExpected;
  private volatile boolean done;

  /**
   * A verification to be run on a thread of its own.
   *
   * @param standing the verdicts that the passes came to, and where those of this run are kept
   * @param rehearse whether to verify once without a fence, its result thrown away: both databases
   *     have the pages at hand then, and what is slow the first time is done
   * @param changed called once the rehearsal is over, and once the verdicts are kept
   */
  BehindFence(
      Migration migration,
      Source plan,
      Surroundings surroundings,
      Verdicts standing,
      String cutoverId,
      boolean rehearse,
      Runnable changed) {
    super(migration, plan, surroundings);
    this.standing = standing;
    this.cutoverId = cutoverId;
    this.rehearse = rehearse;
    this.changed = changed;
    this.names = new VerdictNames(stream, surroundings.clock());
    this.together = new Together(surroundings.executor());
  }

  /** The cutover that this belongs to. */
  String cutoverId() {
    return cutoverId;
  }

  /** Whether the verification was tried without a fence. */
  boolean rehearsed() {
    return rehearsed;
  }

  /** The fence is being raised; what was read of the catalogs before is read again. */
  void expectFence() {
    fenceExpected = true;
  }

  /** Whether the verdicts are there. */
  boolean done() {
    return done;
  }

  @Override
  long retryMillis() {
    return 100;
  }

  @Override
  void work(SourceEnd source, Session target) {
    TableMap tables = source.tables(target, together);
    follow(tables);
    if (rehearse) {
      narrow(tables, source, target);
      rehearse(tables, source, target);
      awaitExpected();
      tables = source.tables(target, together);
    }
    Checkpoint fenced = awaitFence(target);
    Instant started = surroundings.clock().instant();
    changes.awaitEnd(fenced.offset(), this::stopped);
    VerifyPlan verifyPlan = verifyPlan(tables, source);
    List<TableVerdict> verdicts = verify(tables, verifyPlan, source, target, fenced, started);
    done = true;
    changed.run();
    verdicts.forEach(surroundings.reports()::table);
    LOG.infof(
        "verified migration=%s source=%s cutover=%s tables=%d full=%d keys=%d millis=%d",
        stream.migration(),
        stream.source(),
        cutoverId,
        verdicts.size(),
        verifyPlan.full().size(),
        verifyPlan.keys().size(),
        Duration.between(started, surroundings.clock().instant()).toMillis());
  }

  /** What a former attempt read is kept: behind the fence there is no time to read it again. */
  private void follow(TableMap tables) {
    if (changes == null) {
      changes =
          new RecentChanges(
              VerifyPlan.covered(tables, standing, surroundings.limits()),
              dirty -> surroundings.follow(stream, dirty));
    }
  }

  @Override
  void over() {
    if (changes != null) {
      changes.close();
      changes = null;
    }
  }

  private VerifyPlan verifyPlan(TableMap tables, SourceEnd source) {
    return VerifyPlan.of(tables, standing, changes.dirty(), surroundings.limits(), source::ids);
  }

  /** So that only what the last moments brought has to be read and compared behind the fence. */
  private void narrow(TableMap tables, SourceEnd source, Session target) {
    new Narrowing(
            stream, tables, source, target, standing, changes, surroundings.limits(), this::stopped)
        .run();
    target
        .read(c -> Checkpoint.read(c, stream))
        .ifPresent(applied -> changes.awaitEnd(applied.offset(), this::stopped));
  }

  private void rehearse(TableMap tables, SourceEnd source, Session target) {
    try {
      verification(tables, source, target.enter(), 0)
          .rehearse(verifyPlan(tables, source), standing);
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.alive() ? target.address() : source.address(), e);
    } finally {
      source.leave();
      target.leave();
    }
    narrow(tables, source, target);
    rehearsed = true;
    changed.run();
  }

  private void awaitExpected() {
    while (!fenceExpected) {
      pause(EXPECTED_POLL_MILLIS);
    }
  }

  private Checkpoint awaitFence(Session target) {
    try (SharedPace.Turn turn = surroundings.fencePace().join()) {
      while (true) {
        Optional<Checkpoint> checkpoint =
            target
                .read(c -> Checkpoint.read(c, stream))
                .filter(c -> cutoverId.equals(c.fenceToken()));
        if (checkpoint.isPresent()) {
          return checkpoint.get();
        }
        pause(turn.millis());
      }
    }
  }

  private List<TableVerdict> verify(
      TableMap tables,
      VerifyPlan verifyPlan,
      SourceEnd source,
      Session target,
      Checkpoint fenced,
      Instant started) {
    try {
      Connection ofTarget = target.enter();
      Map<TablePair, Outcome> outcomes =
          verification(tables, source, ofTarget, fenced.position()).run(verifyPlan, standing);
      Map<String, Long> quarantined = names.quarantined(ofTarget);
      List<TableVerdict> verdicts = new ArrayList<>();
      for (TableName table : tables.targets().keySet()) {
        TablePair pair = tables.pairs().get(table);
        Outcome outcome = pair == null ? Outcome.failed() : outcomes.get(pair);
        TableVerdict verdict = names.verdict(tables, table, outcome, quarantined, started);
        standing.put(table, verdict, fenced.offset());
        verdicts.add(verdict);
      }
      standing.retain(tables.targets().keySet());
      tables
          .errors()
          .values()
          .forEach(
              e -> surroundings.reports().failed(stream.migration(), stream.source(), e.report()));
      return verdicts;
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.alive() ? target.address() : source.address(), e);
    } finally {
      source.leave();
      target.leave();
    }
  }

  private Verification verification(
      TableMap tables, SourceEnd source, Connection ofTarget, long position) {
    return new Verification(
        tables,
        source,
        ofTarget,
        together,
        surroundings.limits(),
        position,
        migration.validation().rowsPerChunk(),
        this::stopped);
  }
}
