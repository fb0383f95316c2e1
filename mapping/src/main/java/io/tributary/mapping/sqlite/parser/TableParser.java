package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.SqliteCheckConstraint;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a CREATE TABLE statement. Made for one statement. */
final class TableParser {
  private final SqliteTokenCursor cursor;
  private final TableDraft draft = new TableDraft();

  private TableParser(String sql) {
    this.cursor = new SqliteTokenCursor(sql);
  }

  /**
   * Reads the statement as sqlite_master keeps it.
   *
   * @throws SqliteSyntaxException when it is no CREATE TABLE with columns
   */
  static SqliteTable parse(String sql) {
    return new TableParser(sql).statement();
  }

  private SqliteTable statement() {
    cursor.expect("CREATE");
    if (!cursor.accept("TEMP")) {
      cursor.accept("TEMPORARY");
    }
    cursor.expect("TABLE");
    cursor.accept("IF", "NOT", "EXISTS");
    String name = cursor.name();
    if (cursor.acceptSymbol(".")) {
      name = cursor.name();
    }
    cursor.expectSymbol("(");
    do {
      element();
    } while (cursor.acceptSymbol(",") || startsConstraint());
    cursor.expectSymbol(")");
    options();
    return draft.table(name);
  }

  private void element() {
    if (startsConstraint()) {
      new TableConstraintParser(cursor, draft).parse();
    } else {
      new ColumnParser(cursor, draft).parse();
    }
  }

  /**
   * A column can have any of these names only in quotes; commas before constraints are optional.
   */
  private boolean startsConstraint() {
    return cursor.isWord("CONSTRAINT")
        || cursor.areWords("PRIMARY", "KEY")
        || cursor.isWord("UNIQUE")
        || cursor.isWord("CHECK")
        || cursor.areWords("FOREIGN", "KEY");
  }

  private void options() {
    while (!cursor.ended() && !cursor.isSymbol(";")) {
      if (cursor.accept("WITHOUT", "ROWID")) {
        draft.withoutRowid = true;
      } else {
        cursor.expect("STRICT");
        draft.strict = true;
      }
      cursor.acceptSymbol(",");
    }
  }

  /** What is known of the table so far. */
  static final class TableDraft {
    final List<SqliteColumn> columns = new ArrayList<>();
    final List<SqliteKey> uniques = new ArrayList<>();
    final List<SqliteForeignKey> foreignKeys = new ArrayList<>();
    final List<SqliteCheckConstraint> checks = new ArrayList<>();
    final Set<String> conflictActions = new TreeSet<>();
    @Nullable SqliteKey primaryKey;
    boolean withoutRowid;
    boolean strict;

    /**
     * ANY is a word of STRICT tables for what no type means elsewhere: values stay as they come.
     */
    private SqliteColumn typed(SqliteColumn column) {
      return strict && column.type().name().equals("ANY")
          ? new SqliteColumn(
              column.name(),
              new DeclaredType("", List.of(), column.type().text()),
              column.notNull(),
              column.collation(),
              column.defaultText(),
              column.generated())
          : column;
    }

    private SqliteTable table(String name) {
      return new SqliteTable(
          name,
          columns.stream().map(this::typed).toList(),
          primaryKey,
          List.copyOf(uniques),
          List.copyOf(foreignKeys),
          List.copyOf(checks),
          Set.copyOf(conflictActions),
          withoutRowid,
          strict);
    }
  }
}
