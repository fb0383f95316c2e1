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
  private final Runnable verified;
  private final VerdictNames names;
  private final Together together;
  private volatile boolean done;

  /**
   * A verification to be run on a thread of its own.
   *
   * @param verified called once the verdicts of this cutover are kept
   */
  BehindFence(
      Migration migration,
      Source plan,
      Surroundings surroundings,
      SourceMemory memory,
      String cutoverId,
      Runnable verified) {
    super(migration, plan, surroundings);
    this.memory = memory;
    this.cutoverId = cutoverId;
    this.verified = verified;
    this.names = new VerdictNames(stream, surroundings.clock());
    this.together = new Together(surroundings.executor());
  }

  /** The cutover that this belongs to. */
  String cutoverId() {
    return cutoverId;
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
  void work(Session source, Session target) {
    TableMap tables = Pairing.read(plan, source, target, together);
    Checkpoint fenced = awaitFence(target);
    Instant started = surroundings.clock().instant();
    memory.awaitPast(fenced.offset(), this::stopped);
    VerifyPlan verifyPlan =
        VerifyPlan.of(tables, memory.verdicts(), memory.dirty(), surroundings.limits());
    List<TableVerdict> verdicts = verify(tables, verifyPlan, source, target, fenced, started);
    done = true;
    verified.run();
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
      Session source,
      Session target,
      Checkpoint fenced,
      Instant started) {
    try {
      Connection ofSource = source.enter();
      Connection ofTarget = target.enter();
      Map<TablePair, Outcome> outcomes =
          new Verification(
                  tables,
                  ofSource,
                  ofTarget,
                  together,
                  surroundings.limits(),
                  fenced.position(),
                  migration.validation().rowsPerChunk(),
                  this::stopped)
              .run(verifyPlan, memory.verdicts());
      Map<String, Long> quarantined = names.quarantined(ofTarget);
      List<TableVerdict> verdicts = new ArrayList<>();
      for (TableName table : tables.targets().keySet()) {
        TablePair pair = tables.pairs().get(table);
        Outcome outcome = pair == null ? Outcome.failed() : outcomes.get(pair);
        TableVerdict verdict =
            names.verdict(
                table,
                tables.targets().get(table),
                outcome,
                quarantined.getOrDefault(table.display(), 0L),
                started);
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
}
