package io.tributary.cdc.schema;

import io.tributary.common.plan.Connection;
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
record ScratchDatabase(Preparation preparation, String name) implements AutoCloseable {
  private static final int LOCALE_PROVIDER_SINCE = 150_000;

  static ScratchDatabase create(Preparation preparation) {
    ScratchDatabase scratch =
        new ScratchDatabase(
            preparation, "tributary_scratch_" + UUID.randomUUID().toString().substring(0, 13));
    preparation.keep(Item.SCRATCH + scratch.name, Map.of());
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
  static void dropLeftovers(Preparation preparation) {
    preparation
        .below(Item.SCRATCH, Map.class)
        .keySet()
        .forEach(name -> new ScratchDatabase(preparation, name).close());
  }

  Connection connection() {
    Connection target = preparation.session().place();
    return new Connection(
        target.host(), target.port(), name, target.user(), target.password(), target.tls());
  }

  @Override
  public void close() {
    preparation.session().run("DROP DATABASE IF EXISTS " + Sql.identifier(name) + " WITH (FORCE)");
    preparation.forget(Item.SCRATCH + name);
  }
}
