package io.tributary.common.sqlite;

import java.util.List;

/** Reads one constraint of a table. */
final class TableConstraintParser {
  private final TokenCursor cursor;
  private final TableParser.TableDraft draft;

  TableConstraintParser(TokenCursor cursor, TableParser.TableDraft draft) {
    this.cursor = cursor;
    this.draft = draft;
  }

  void parse() {
    String name = cursor.accept("CONSTRAINT") ? cursor.name() : null;
    if (cursor.accept("PRIMARY", "KEY")) {
      draft.primaryKey = key(name);
    } else if (cursor.accept("UNIQUE")) {
      draft.uniques.add(key(name));
    } else if (cursor.accept("CHECK")) {
      draft.checks.add(new SqliteCheck(name, cursor.parenthesized()));
      Clauses.conflict(cursor, draft);
    } else {
      cursor.expect("FOREIGN", "KEY");
      List<String> columns = cursor.names();
      cursor.expect("REFERENCES");
      draft.foreignKeys.add(Clauses.references(cursor, name, columns));
    }
  }

  private SqliteKey key(String name) {
    cursor.expectSymbol("(");
    List<IndexedPart> parts = Clauses.parts(cursor);
    boolean autoincrement = cursor.accept("AUTOINCREMENT");
    cursor.expectSymbol(")");
    Clauses.conflict(cursor, draft);
    return new SqliteKey(name, parts, autoincrement);
  }
}
