package io.tributary.cdc.apply.restart;

import io.tributary.cdc.apply.fold.RowEdit;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.cdc.apply.table.TargetTables;
import io.tributary.cdc.apply.write.BatchWriter;
import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.vertx.mutiny.sqlclient.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Replaces the rows of one table by those of a snapshot, piece by piece: empties the target's
 * table, then reads the source's pages and writes their rows. Nobody else writes the table
 * meanwhile, since its changes are held. What was done counts only when all of it is. One thread.
 */
final class TableCopying {
  private static final int ROWS_AT_ONCE = 2_000;
  private static final long BYTES_AT_ONCE = 4 << 20;

  private final List<TableName> members;
  private final SnapshotReader source;
  private final TargetTables tables;
  private final PagePace deleting = new PagePace();
  private final PagePace reading = new PagePace();
  private int member;
  private boolean emptied;
  private long pages = -1;
  private long page;
  private long rows;

  /**
   * Nothing is done yet.
   *
   * @param members the tables of the source that hold the rows
   */
  TableCopying(List<TableName> members, SnapshotReader source, TargetTables tables) {
    this.members = members;
    this.source = source;
    this.tables = tables;
  }

  /** Rows that were written. */
  long rows() {
    return rows;
  }

  /** Whether all rows are in. */
  boolean done() {
    return member == members.size();
  }

  /** Does the next piece in the open transaction. */
  void piece(ApplySession session) {
    TableName name = members.get(member);
    tables.load(session, name);
    TargetTable target =
        Objects.requireNonNull(tables.get(name), "it is asked before whether the table moves");
    CopyStatements statements = new CopyStatements(name, target);
    long begun = System.nanoTime();
    if (!emptied) {
      empty(session, statements);
      deleting.took(System.nanoTime() - begun);
    } else {
      fill(session, statements);
      reading.took(System.nanoTime() - begun);
    }
  }

  private void empty(ApplySession session, CopyStatements table) {
    if (pages < 0) {
      pages = number(session, table.targetPages());
    }
    if (page < pages) {
      session.query(table.delete(page, page + deleting.pages()));
      page += deleting.pages();
      return;
    }
    session.query(table.deleteAll());
    emptied = true;
    next(-1);
  }

  private void fill(ApplySession session, CopyStatements table) {
    if (pages < 0) {
      // Pages that come later hold nothing of the snapshot.
      pages = source.pages(table);
    }
    if (page < pages) {
      Writing writing = new Writing(session, table.source());
      source.read(table, page, page + reading.pages(), writing::add);
      writing.flush();
      page += reading.pages();
    }
    if (page >= pages) {
      member++;
      emptied = false;
      next(-1);
    }
  }

  private void next(long known) {
    pages = known;
    page = 0;
  }

  private static long number(ApplySession session, String sql) {
    Row row = session.query(sql).iterator().next();
    return row.getLong(0);
  }

  /** Writes rows in portions. */
  private final class Writing {
    private final BatchWriter writer;
    private final TableName table;
    private List<RowEdit> edits = new ArrayList<>();
    private long bytes;

    Writing(ApplySession session, TableName table) {
      this.writer = new BatchWriter(session, tables, false);
      this.table = table;
    }

    void add(RowImage row) {
      edits.add(new RowEdit.Put(table, row));
      for (String value : row.values()) {
        bytes += value == null ? 1 : value.length();
      }
      if (edits.size() >= ROWS_AT_ONCE || bytes >= BYTES_AT_ONCE) {
        flush();
      }
    }

    void flush() {
      if (!edits.isEmpty()) {
        writer.writeEdits(edits, false);
        rows += edits.size();
        edits = new ArrayList<>();
        bytes = 0;
      }
    }
  }
}
