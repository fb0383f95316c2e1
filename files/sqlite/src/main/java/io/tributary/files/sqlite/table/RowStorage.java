package io.tributary.files.sqlite.table;

/** Where the rows of a captured table are. */
public sealed interface RowStorage {
  /** SQLite has them under the name of the table. */
  RowStorage OWN = new Own();

  /** How the rows of a table with this storage are read. */
  RowSource rows(CaptureTable table);

  /** SQLite has the rows under the name of the table. */
  record Own() implements RowStorage {
    @Override
    public RowSource rows(CaptureTable table) {
      return new TableRowSource(table);
    }
  }

  /**
   * The module vec0 has the rows in tables beside the virtual one.
   *
   * @param vectors those tables
   */
  record Beside(VectorTable vectors) implements RowStorage {
    @Override
    public RowSource rows(CaptureTable table) {
      return new VectorRowSource(vectors);
    }
  }

  /**
   * The rows are put together from others, and SQLite has none under the name of the table.
   *
   * @param source how they are read
   */
  record Derived(RowSource source) implements RowStorage {
    @Override
    public RowSource rows(CaptureTable table) {
      return source;
    }
  }
}
