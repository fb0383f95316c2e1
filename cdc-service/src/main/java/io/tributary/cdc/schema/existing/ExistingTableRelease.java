package io.tributary.cdc.schema.existing;

import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.checks.existing.ExistingTable;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.error.TributaryException;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Ends the takeover of existing tables: an abort puts their rows and rights back, a completion
 * drops what was kept aside.
 */
public final class ExistingTableRelease {
  private static final Logger LOG = Logger.getLogger(ExistingTableRelease.class);

  /** The gate until the first opening, and the fence of a rollback, which spares no role. */
  private static final List<String> CLOSING = List.of(TargetGate.TRIGGER, "tributary_fence");

  private ExistingTableRelease() {}

  /** An abort: tables, rows, sequences and rights as they were. */
  public static void all(PreparationJournal preparation) {
    Optional<ExistingTableJournal> taken = taken(preparation);
    if (taken.isEmpty()) {
      return;
    }
    DatabaseSession session = preparation.session();
    session.inTransaction(
        () -> {
          DdlTarget target = ConnectionDdl.of(session);
          // No foreign key and no trigger of the application's follows.
          session.run("SET LOCAL session_replication_role = replica");
          for (ExistingTable table : taken.get().tables()) {
            boolean foreign = taken.get().foreign().contains(table.table());
            if (foreign && isThere(target, table)) {
              putBack(session, table);
            }
            new KeptRowStatements(table).forget().forEach(session::run);
          }
          for (ExistingTableJournal.SequenceState sequence : taken.get().sequences()) {
            String name = Sql.literal(sequence.name());
            target.texts(
                "SELECT setval(to_regclass(%s), %d, %s) WHERE to_regclass(%s) IS NOT NULL"
                    .formatted(name, sequence.last(), sequence.called(), name));
          }
          taken.get().rights().forEach(session::run);
          preparation.forget(ExistingTableJournal.ITEM);
        });
  }

  private static boolean isThere(DdlTarget target, ExistingTable table) {
    return !target
        .texts(
            "SELECT oid FROM pg_catalog.pg_class WHERE oid = %d AND oid = to_regclass(%s)"
                .formatted(table.oid(), Sql.literal(Sql.table(table.table()))))
        .isEmpty();
  }

  private static void putBack(DatabaseSession session, ExistingTable table) {
    KeptRowStatements aside = new KeptRowStatements(table);
    for (String closing : CLOSING) {
      session.run("DROP TRIGGER IF EXISTS %s ON %s".formatted(closing, Sql.table(table.table())));
    }
    aside
        .restore(ExistingColumns.written(ConnectionDdl.of(session), table.oid()))
        .forEach(session::run);
    if (table.keeps()) {
      aside.unguard().forEach(session::run);
    }
  }

  /** In the transaction that opens the target: its application may do everything from now on. */
  public static void open(PreparationJournal preparation) {
    taken(preparation)
        .ifPresent(
            taken ->
                taken.tables().stream()
                    .flatMap(table -> new KeptRowStatements(table).release().stream())
                    .forEach(preparation.session()::run));
  }

  /** The migration is completed: what was kept aside goes, as far as nobody is in the way. */
  public static void complete(PreparationJournal preparation) {
    taken(preparation).ifPresent(taken -> complete(preparation, taken.tables()));
  }

  private static void complete(PreparationJournal preparation, List<ExistingTable> tables) {
    DatabaseSession session = preparation.session();
    session.run("SET lock_timeout = '200ms'");
    for (ExistingTable table : tables) {
      try {
        new KeptRowStatements(table).forget().forEach(session::run);
      } catch (TributaryException e) {
        LOG.warnf(
            "kept rows left of a table in use: stream=%s table=%s; drop them with: %s",
            preparation.stream(),
            table.table().display(),
            Sql.printed(new KeptRowStatements(table).forget()));
      }
    }
    session.run("RESET lock_timeout");
  }

  private static Optional<ExistingTableJournal> taken(PreparationJournal preparation) {
    return preparation.read(ExistingTableJournal.ITEM, ExistingTableJournal.class);
  }
}
