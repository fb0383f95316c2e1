package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.database.DatabaseSession;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The copy of one table that is under way, with what it keeps open at the source. One thread. */
final class CopyInHand implements AutoCloseable {
  private final TableRestart restart;
  private final Supplier<DatabaseSession> opening;
  private final SourceSnapshot snapshot;
  private @Nullable DatabaseSession session;
  private @Nullable TableCopying copying;

  private CopyInHand(
      TableRestart restart, Supplier<DatabaseSession> opening, SourceSnapshot snapshot) {
    this.restart = restart;
    this.opening = opening;
    this.snapshot = snapshot;
  }

  /** One whose snapshot is being made. */
  static CopyInHand of(TableRestart restart, Databases databases, DatabaseAddress source) {
    return new CopyInHand(
        restart, () -> databases.open(source), SourceSnapshot.of(databases, source));
  }

  TableRestart restart() {
    return restart;
  }

  /** Whether the next piece can be copied. */
  boolean ready(TargetTables tables) {
    if (copying == null && snapshot.ready()) {
      DatabaseSession opened = opening.get();
      session = opened;
      opened.text(CopyStatements.MARK);
      copying =
          new TableCopying(restart.members(), new SnapshotReader(opened, snapshot.name()), tables);
    }
    return copying != null;
  }

  void piece(ApplySession target) {
    copying().piece(target);
  }

  boolean done() {
    return copying().done();
  }

  long rows() {
    return copying == null ? 0 : copying.rows();
  }

  long position() {
    return snapshot.position();
  }

  private TableCopying copying() {
    return Objects.requireNonNull(copying, "it is asked first whether it is ready");
  }

  @Override
  public void close() {
    try (DatabaseSession closed = session) {
      snapshot.close();
    }
  }
}
