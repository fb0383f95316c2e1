package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Copies the rows that sources have at the start. Thread-safe. */
@ApplicationScoped
public class CopyService {
  private final Databases databases;
  private final CopySettings settings;
  private final CopyHooks hooks;
  private final Clock clock;
  private final AtomicInteger running = new AtomicInteger();

  /** The service, with what opens connections to targets. */
  public CopyService(Databases databases, CopySettings settings, CopyHooks hooks, Clock clock) {
    this.databases = databases;
    this.settings = settings;
    this.hooks = hooks;
    this.clock = clock;
  }

  /** How tables are copied. */
  public CopySettings settings() {
    return settings;
  }

  /** Whether no source of this instance's own is being copied. */
  public boolean idle() {
    return running.get() == 0;
  }

  /**
   * The copy of a source.
   *
   * @param targetSettings SQL that prepares a session of the target
   */
  public SourceCopy of(MovingSource source, String targetSettings) {
    return new SourceCopy(job(source, "copy", targetSettings), running);
  }

  /**
   * The copy of a source that another instance looks after.
   *
   * @param targetSettings SQL that prepares a session of the target
   */
  public OfferedCopy offered(MovingSource source, String targetSettings) {
    return new OfferedCopy(job(source, OfferStore.HELP, targetSettings));
  }

  /** The streams whose copies are offered in a target, by whichever instance. */
  public Set<StreamId> offers(DatabaseAddress target) {
    try (DatabaseSession session = databases.open(target)) {
      return OfferStore.all(session);
    }
  }

  private CopyJob job(MovingSource source, String purpose, String targetSettings) {
    return new CopyJob(
        source.stream(),
        purpose,
        source.target(),
        targetSettings,
        databases,
        settings,
        hooks,
        clock);
  }
}
