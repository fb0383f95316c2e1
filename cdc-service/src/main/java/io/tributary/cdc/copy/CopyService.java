package io.tributary.cdc.copy;

import io.tributary.cdc.database.Databases;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Copies the rows that sources have at the start. Thread-safe. */
@ApplicationScoped
public class CopyService {
  private final Databases databases;
  private final CopyConfig config;
  private final CopyHooks hooks;
  private final Clock clock;

  /** The service. */
  public CopyService(Databases databases, CopyConfig config, CopyHooks hooks, Clock clock) {
    this.databases = databases;
    this.config = config;
    this.hooks = hooks;
    this.clock = clock;
  }

  /**
   * The copy of a source.
   *
   * @param targetSettings SQL that prepares a session of the target
   */
  public TableCopies of(Migration migration, Source source, String targetSettings) {
    return new TableCopies(
        new CopyJob(
            new StreamId(migration.name(), source.name()),
            source,
            migration.target().connection(),
            targetSettings,
            databases,
            config,
            hooks,
            clock));
  }
}
