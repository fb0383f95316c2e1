package io.tributary.cdc.pooler;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.secret.SecretReader;
import io.tributary.common.secret.SecretRef;
import io.vertx.mutiny.core.Vertx;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What is done with the file of a pooler and through its console. Every failure is a {@link
 * PoolerError}, or that a secret or path is not to be had. Blocks for some seconds at most; one
 * thread.
 *
 * @param moving the source whose application connects through the pooler
 */
record PoolerWork(Vertx vertx, MovingSource moving, Pooler pooler) {

  EntriesFile file() {
    return new EntriesFile(pooler);
  }

  /** A connection to the console; the caller closes it. */
  AdminConsole console() {
    return AdminConsole.open(vertx, pooler.admin(), secrets());
  }

  PooledDatabases databases(AdminConsole console) {
    return new PooledDatabases(pooler, console);
  }

  /**
   * Tries everything that a change of sides needs: the file can be written, the pooler has its
   * entries and follows it, and may be reloaded, and the other side's entries can be made. Clients
   * notice nothing: an entry comes and goes that nobody asks for.
   */
  EntriesText prove() {
    EntriesText text = file().read();
    requireEntries(text);
    leading(text);
    try (AdminConsole console = console()) {
      PooledDatabases databases = databases(console);
      databases.requireFollowed(text);
      String id = UUID.randomUUID().toString().substring(0, 8);
      file().write(text.probing(id));
      try {
        console.order("RELOAD");
        databases.requireListed(EntriesText.probe(id));
      } finally {
        file().write(text.free());
      }
      console.order("RELOAD");
      databases.requireFollowed(text);
    }
    return text.free();
  }

  /** Leads the pooler to the side that a change of sides has opened; the hold goes on. */
  EntriesText repoint(Direction direction) {
    EntriesText text = file().read();
    Optional<HoldMark> mark = text.mark();
    EntriesText side = direction == Direction.OUT ? leading(text) : text.home();
    EntriesText next = mark.map(side::held).orElse(side);
    requireEntries(next);
    if (!next.equals(text)) {
      file().write(next);
    }
    try (AdminConsole console = console()) {
      console.order("RELOAD");
      databases(console).requireFollowed(next);
    }
    return next;
  }

  private EntriesText leading(EntriesText text) {
    return text.leading(
        entry ->
            Optional.ofNullable(pooler.databases().get(entry.database()))
                .map(schema -> away(entry, schema)));
  }

  private PoolerEntry away(PoolerEntry entry, String schema) {
    DatabaseAddress target = moving.target();
    TargetSchema named =
        moving
            .migration()
            .target()
            .schema(schema)
            .orElseThrow(() -> new IllegalArgumentException("no schema " + schema));
    SecretRef password = named.password();
    return entry.at(target, named.role(), password == null ? null : secrets().read(password));
  }

  /** Every database of the migration file has an entry that can be led elsewhere. */
  void requireEntries(EntriesText text) {
    for (String database : new TreeSet<>(pooler.databases().keySet())) {
      PoolerEntry entry =
          text.entry(database)
              .orElseThrow(
                  () ->
                      entry(
                          database,
                          "The file %s has no entry of database %s. Move its line from the pooler's configuration into that file, and include the file in its place (%%include %s)."
                              .formatted(pooler.file(), database, pooler.file())));
      if (entry.user().isEmpty()) {
        throw entry(
            database,
            "The entry of database %s in %s names no user, so that each client logs in to the server as itself, and one that is connected could not go on as the role of the target. Write user= and password= into the entry."
                .formatted(database, pooler.file()));
      }
    }
  }

  private TributaryException entry(String database, String message) {
    return new TributaryException(
        PoolerError.ENTRY,
        message,
        Map.of("source", moving.source().name(), "database", database, "file", pooler.file()));
  }

  private static SecretReader secrets() {
    return ServiceGrants.secrets();
  }
}
