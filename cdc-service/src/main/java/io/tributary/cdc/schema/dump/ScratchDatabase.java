package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.StreamId;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.Map;
import java.util.UUID;

/**
 * A database on the target's server in which a dump is rewritten. Recorded before it is created, so
 * that one left behind by a crash is found and dropped.
 *
 * @param target the database in which it is recorded
 * @param stream the source that it is made for
 * @param name the database
 * @param removal drops it when it is closed
 */
public record ScratchDatabase(
    DatabaseAddress target, StreamId stream, String name, ScratchRemoval removal)
    implements AutoCloseable {
  private static final int LOCALE_PROVIDER_SINCE = 150_000;

  static ScratchDatabase create(PreparationJournal preparation, ScratchRemoval removal) {
    String name = "tributary_scratch_" + UUID.randomUUID().toString().substring(0, 13);
    preparation.keep(PreparationItem.SCRATCH + name, Map.of());
    DatabaseSession session = preparation.session();
    boolean providers = session.serverVersion() >= LOCALE_PROVIDER_SINCE;
    session.run(
        "CREATE DATABASE "
            + Sql.identifier(name)
            + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
            + (providers ? " LOCALE_PROVIDER libc" : ""));
    return new ScratchDatabase(session.place(), preparation.stream(), name, removal);
  }

  /** Drops what earlier attempts left behind. */
  public static void dropLeftovers(PreparationJournal preparation) {
    preparation
        .below(PreparationItem.SCRATCH, Map.class)
        .keySet()
        .forEach(name -> drop(preparation, name));
  }

  static void drop(PreparationJournal preparation, String name) {
    preparation.session().run("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    preparation.forget(PreparationItem.SCRATCH + name);
  }

  DatabaseAddress connection() {
    return target.at(name);
  }

  /** Begins to drop it. */
  @Override
  public void close() {
    removal.begin(this);
  }
}
