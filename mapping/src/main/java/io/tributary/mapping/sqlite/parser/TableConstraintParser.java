package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteCheckConstraint;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one constraint of a table. */
final class TableConstraintParser {
  private final SqliteTokenCursor cursor;
  private final TableParser.TableDraft draft;

  TableConstraintParser(SqliteTokenCursor cursor, TableParser.TableDraft draft) {
    this.cursor = cursor;
    this.draft = draft;
  }

  void parse() {
    @Nullable String name = cursor.accept("CONSTRAINT") ? cursor.name() : null;
    if (cursor.accept("PRIMARY", "KEY")) {
      draft.primaryKey = key(name);
    } else if (cursor.accept("UNIQUE")) {
      draft.uniques.add(key(name));
    } else if (cursor.accept("CHECK")) {
      draft.checks.add(new SqliteCheckConstraint(name, cursor.parenthesized()));
      ClauseParser.conflict(cursor, draft);
    } else {
      cursor.expect("FOREIGN", "KEY");
      List<String> columns = cursor.names();
      cursor.expect("REFERENCES");
      draft.foreignKeys.add(ClauseParser.references(cursor, name, columns));
    }
  }

  private SqliteKey key(@Nullable String name) {
    cursor.expectSymbol("(");
    List<IndexedPart> parts = ClauseParser.parts(cursor);
    boolean autoincrement = cursor.accept("AUTOINCREMENT");
    cursor.expectSymbol(")");
    ClauseParser.conflict(cursor, draft);
    return new SqliteKey(name, parts, autoincrement);
  }
}
