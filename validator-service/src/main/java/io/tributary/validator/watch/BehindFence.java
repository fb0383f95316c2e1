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
 * catalogs) is done before the fence token arrives in the target.
 */
final class BehindFence extends Run {
  private static final Logger LOG = Logger.getLogger(BehindFence.class);
  private static final long FENCE_POLL_MILLIS = 3;

  private final SourceMemory memory;
  private final String cutoverId;
  private final Runnable changed;
  private final VerdictNames names;
  private final Together together;
  private final boolean rehearse;
  private volatile boolean rehearsed;
  private volatile boolean fenceExpected;
  private volatile boolean done;

  /**
   * A verification to be run on a thread of its own.
   *
   * @param rehearse whether to verify once without a fence, its result thrown away: both databases
   *     have the pages at hand then, and what is slow the first time is done
   * @param changed called once the rehearsal is over, and once the verdicts are kept
   */
  BehindFence(
      Migration migration,
      Source plan,
      Surroundings surroundings,
      SourceMemory memory,
      String cutoverId,
      boolean rehearse,
      Runnable changed) {
    super(migration, plan, surroundings);
    this.memory = memory;
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
    if (rehearse) {
      rehearse(source.tables(target, together), source, target);
      awaitExpected();
    }
    TableMap tables = source.tables(target, together);
    Checkpoint fenced = awaitFence(target);
    Instant started = surroundings.clock().instant();
    memory.awaitPast(fenced.offset(), this::stopped);
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

  private VerifyPlan verifyPlan(TableMap tables, SourceEnd source) {
    return VerifyPlan.of(
        tables, memory.verdicts(), memory.dirty(), surroundings.limits(), source::ids);
  }

  private void rehearse(TableMap tables, SourceEnd source, Session target) {
    try {
      verification(tables, source, target.enter(), 0)
          .rehearse(verifyPlan(tables, source), memory.verdicts());
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.alive() ? target.address() : source.address(), e);
    } finally {
      source.leave();
      target.leave();
    }
    rehearsed = true;
    changed.run();
  }

  private void awaitExpected() {
    while (!fenceExpected) {
      pause(FENCE_POLL_MILLIS);
    }
  }

  private Checkpoint awaitFence(Session target) {
    while (true) {
      Optional<Checkpoint> checkpoint =
          target
              .read(c -> Checkpoint.read(c, stream))
              .filter(c -> cutoverId.equals(c.fenceToken()));
      if (checkpoint.isPresent()) {
        return checkpoint.get();
      }
      pause(FENCE_POLL_MILLIS);
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
          verification(tables, source, ofTarget, fenced.position())
              .run(verifyPlan, memory.verdicts());
      Map<String, Long> quarantined = names.quarantined(ofTarget);
      List<TableVerdict> verdicts = new ArrayList<>();
      for (TableName table : tables.targets().keySet()) {
        TablePair pair = tables.pairs().get(table);
        Outcome outcome = pair == null ? Outcome.failed() : outcomes.get(pair);
        TableVerdict verdict = names.verdict(tables, table, outcome, quarantined, started);
        memory.verdicts().put(table, verdict, fenced.offset());
        verdicts.add(verdict);
      }
      memory.verdicts().retain(tables.targets().keySet());
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
