package io.tributary.cdc.reconcile.help;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.reconcile.DesiredMigrations;
import io.tributary.cdc.reconcile.RegularLooks;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Has an instance that copies nothing itself help those that do: it asks the targets of sources
 * that others look after whether a copy is offered there, and copies chunks of it. An instance that
 * looks after all sources asks nobody. What fails here is left to the instance that offers.
 */
@ApplicationScoped
public class CopyHelp {
  private static final Logger LOG = Logger.getLogger(CopyHelp.class);
  private static final Duration REST = Duration.ofMinutes(1);

  /** SQLSTATE admin_shutdown. */
  private static final String SESSION_ENDED = "57P01";

  private final DesiredMigrations migrations;
  private final SourceKinds kinds;
  private final CopyService copies;
  private final Clock clock;
  private final RegularLooks looks;
  private final Map<StreamId, Instant> resting = new ConcurrentHashMap<>();
  private volatile boolean ending;

  CopyHelp(DesiredMigrations migrations, SourceKinds kinds, CopyService copies, Clock clock) {
    this.migrations = migrations;
    this.kinds = kinds;
    this.copies = copies;
    this.clock = clock;
    this.looks = new RegularLooks(Duration.ofMillis(copies.settings().helpLookMillis()));
  }

  void start(@Observes StartupEvent started) {
    if (copies.settings().help()) {
      looks.begin(this::look);
    }
  }

  void stop(@Observes ShutdownEvent stopping) {
    ending = true;
    looks.close();
  }

  private void look() {
    Map<DatabaseAddress, List<MovingSource>> targets =
        migrations.elsewhere().stream().collect(Collectors.groupingBy(MovingSource::target));
    targets.forEach(this::look);
  }

  private void look(DatabaseAddress target, List<MovingSource> sources) {
    if (busy()) {
      return;
    }
    try {
      Set<StreamId> offers = copies.offers(target);
      sources.stream().filter(source -> offers.contains(source.stream())).forEach(this::help);
    } catch (TributaryException e) {
      LOG.debugf("no look for offered copies target=%s %s", target.display(), e.getMessage());
    }
  }

  private void help(MovingSource moving) {
    StreamId stream = moving.stream();
    if (busy() || resting.getOrDefault(stream, Instant.MIN).isAfter(clock.instant())) {
      return;
    }
    try {
      int chunks = kinds.of(moving).helpCopy(this::busy);
      if (chunks > 0) {
        LOG.infof(
            "helped a copy migration=%s source=%s chunks=%d",
            stream.migration(), stream.source(), chunks);
      }
    } catch (TributaryException e) {
      if (!endedByOther(e)) {
        // As where this machine does not reach the source.
        resting.put(stream, clock.instant().plus(REST));
      }
      LOG.infof(
          "no help with a copy migration=%s source=%s code=%s %s",
          stream.migration(), stream.source(), e.report().code(), e.getMessage());
    }
  }

  /** The instance that offers the copy has begun anew, or has stopped. */
  private static boolean endedByOther(TributaryException e) {
    return e instanceof DatabaseFailure failure && failure.sqlState().equals(SESSION_ENDED);
  }

  private boolean busy() {
    return ending || !copies.idle();
  }
}
