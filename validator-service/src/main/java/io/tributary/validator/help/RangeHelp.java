package io.tributary.validator.help;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.validator.offer.RangeOffers;
import io.tributary.validator.run.RunContext;
import io.tributary.validator.watch.MigrationWatches;
import io.tributary.validator.watch.StreamElsewhere;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Has a validator that has nothing to find out itself compare ranges of large tables for those that
 * have: it asks the targets of streams that others look after whether ranges are offered there. One
 * that looks after all sources asks nobody. What fails here is left to the validator that offers.
 */
@ApplicationScoped
public class RangeHelp {
  private static final Logger LOG = Logger.getLogger(RangeHelp.class);
  private static final Duration REST = Duration.ofMinutes(1);
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final MigrationWatches watches;
  private final RunContext context;
  private final Map<StreamId, Instant> resting = new HashMap<>();
  private final AtomicLong compared = new AtomicLong();
  private volatile boolean ending;

  /** Nobody is helped yet. */
  public RangeHelp(MigrationWatches watches, RunContext context) {
    this.watches = watches;
    this.context = context;
  }

  void start(@Observes StartupEvent started) {
    begin();
  }

  void stop(@Observes ShutdownEvent stopping) {
    end();
  }

  /** Looks for offers from now on, where that is allowed. */
  public void begin() {
    if (context.help().allowed()) {
      context.executor().execute(this::lookOnAndOn);
    }
  }

  /** Ends soon; what is in hand is left to others. */
  public void end() {
    ending = true;
  }

  /** How many ranges were compared for others so far. */
  public long compared() {
    return compared.get();
  }

  private void lookOnAndOn() {
    while (!ending) {
      try {
        look();
      } catch (RuntimeException e) {
        LOG.errorf(e, "look for offered ranges failed");
      }
      long until = System.nanoTime() + context.help().look().toNanos();
      while (!ending && System.nanoTime() < until) {
        LockSupport.parkNanos(POLL_NANOS);
      }
    }
  }

  private void look() {
    Map<DatabaseAddress, List<StreamElsewhere>> targets =
        watches.elsewhere().stream()
            .filter(stream -> !rests(stream))
            .collect(
                Collectors.groupingBy(
                    stream -> stream.watched().migration().target().connection()));
    targets.forEach(this::look);
  }

  private boolean rests(StreamElsewhere stream) {
    return resting.getOrDefault(stream.stream(), Instant.MIN).isAfter(context.clock().instant());
  }

  private void look(DatabaseAddress target, List<StreamElsewhere> streams) {
    if (ending || watches.busy()) {
      return;
    }
    try {
      Set<StreamId> offers = RangeOffers.streams(context.sessions(), target);
      streams.stream().filter(stream -> offers.contains(stream.stream())).forEach(this::help);
    } catch (TributaryException e) {
      LOG.debugf("no look for offered ranges target=%s %s", target.display(), e.getMessage());
    }
  }

  private boolean mayHelp(StreamElsewhere stream) {
    return !ending && !watches.busy() && watches.elsewhere().stream().anyMatch(stream::same);
  }

  private void help(StreamElsewhere stream) {
    long before = compared.get();
    List<HelpingRun> runs =
        Stream.generate(() -> new HelpingRun(stream, context, compared::incrementAndGet))
            .limit(stream.watched().migration().validation().limits().workers())
            .toList();
    CompletableFuture<?> all =
        CompletableFuture.allOf(
            runs.stream()
                .map(run -> CompletableFuture.runAsync(run, context.executor()))
                .toArray(CompletableFuture[]::new));
    while (!all.isDone()) {
      if (!mayHelp(stream)) {
        runs.forEach(HelpingRun::stop);
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    if (compared.get() > before) {
      LOG.infof(
          "helped a comparison migration=%s source=%s ranges=%d",
          stream.stream().migration(), stream.stream().source(), compared.get() - before);
    }
    if (runs.stream().anyMatch(HelpingRun::unfit)) {
      rest(stream, "its databases or tables are others here");
    }
    try {
      all.join();
    } catch (CompletionException e) {
      rest(stream, String.valueOf(e.getCause()));
    }
  }

  /** As where this machine does not reach the source. */
  private void rest(StreamElsewhere stream, String reason) {
    resting.put(stream.stream(), context.clock().instant().plus(REST));
    LOG.infof(
        "no help with a comparison migration=%s source=%s cause=%s",
        stream.stream().migration(), stream.stream().source(), reason);
  }
}
