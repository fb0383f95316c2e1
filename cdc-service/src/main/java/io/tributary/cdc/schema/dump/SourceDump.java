package io.tributary.cdc.schema.dump;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.shared.FunctionRefusal;
import io.tributary.cdc.schema.state.SchemaFailures;
import io.tributary.database.DatabaseSession;
import java.nio.file.Path;
import java.util.List;

/**
 * The dump of a source's definitions into an archive, which runs beside what else is done until
 * {@link #finish}. Closing it ends a pg_dump that still runs. Used by one thread.
 */
final class SourceDump implements AutoCloseable {
  private final SchemaLayout layout;
  private final DatabaseSession source;
  private final BesideWork dump;

  private SourceDump(SchemaLayout layout, DatabaseSession source, BesideWork dump) {
    this.layout = layout;
    this.source = source;
    this.dump = dump;
  }

  /** Begins it, unless pg_dump is too old, or the source lacks a schema that moves. */
  static SourceDump begin(
      Databases databases,
      PgPrograms programs,
      SchemaLayout layout,
      DatabaseSession target,
      ArchiveDirectory workspace,
      Path archive) {
    DatabaseSession source =
        databases.openForLong(layout.source().postgres().connection(), SchemaFailures::of);
    try {
      for (DatabaseSession server : List.of(source, target)) {
        programs.requireAtLeast(server.serverVersion(), server.place(), workspace.directory());
      }
      List<String> selection = SourceSelection.read(source, layout);
      BesideWork dump =
          BesideWork.begin(
              "dump " + layout.stream(), () -> programs.dump(source.place(), selection, archive));
      return new SourceDump(layout, source, dump);
    } catch (RuntimeException e) {
      source.close();
      throw e;
    }
  }

  /** Waits for the end of the dump, and reads what the archive lacks. */
  SourceExtras finish(DatabaseSession target) {
    dump.await();
    // Expressions are computed already when empty tables are made of the dump.
    new FunctionRefusal(layout).requireNoneAtSource(source, target);
    return SourceExtras.read(source, layout.origins());
  }

  @Override
  public void close() {
    try (source) {
      dump.close();
    }
  }
}
