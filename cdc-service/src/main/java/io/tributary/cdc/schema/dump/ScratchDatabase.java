package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.sql.Sql;
import java.util.Map;
import java.util.UUID;

/**
 * A database on the target's server in which a dump is rewritten. Recorded before it is created, so
 * that one left behind by a crash is found and dropped.
 *
 * @param preparation where it is recorded
 * @param name the database
 */
public record ScratchDatabase(PreparationJournal preparation, String name)
    implements AutoCloseable {
  private static final int LOCALE_PROVIDER_SINCE = 150_000;

  static ScratchDatabase create(PreparationJournal preparation) {
    ScratchDatabase scratch =
        new ScratchDatabase(
            preparation, "tributary_scratch_" + UUID.randomUUID().toString().substring(0, 13));
    preparation.keep(PreparationItem.SCRATCH + scratch.name, Map.of());
    boolean providers = preparation.session().serverVersion() >= LOCALE_PROVIDER_SINCE;
    preparation
        .session()
        .run(
            "CREATE DATABASE "
                + Sql.identifier(scratch.name)
                + " TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'"
                + (providers ? " LOCALE_PROVIDER libc" : ""));
    return scratch;
  }

  /** Drops what earlier attempts left behind. */
  public static void dropLeftovers(PreparationJournal preparation) {
    preparation
        .below(PreparationItem.SCRATCH, Map.class)
        .keySet()
        .forEach(name -> new ScratchDatabase(preparation, name).close());
  }

  DatabaseAddress connection() {
    return preparation.session().place().at(name);
  }

  @Override
  public void close() {
    preparation.session().run("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    preparation.forget(PreparationItem.SCRATCH + name);
  }
}
