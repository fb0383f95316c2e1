package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.plan.MovingSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Copies the rows that sources have at the start. Thread-safe. */
@ApplicationScoped
public class CopyService {
  private final Databases databases;
  private final CopySettings settings;
  private final CopyHooks hooks;
  private final Clock clock;

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

  /**
   * The copy of a source.
   *
   * @param targetSettings SQL that prepares a session of the target
   */
  public SourceCopy of(MovingSource source, String targetSettings) {
    return new SourceCopy(
        new CopyJob(
            source.stream(), source.target(), targetSettings, databases, settings, hooks, clock));
  }
}
