package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads the clauses that declarations of columns, tables and indexes share. */
final class ClauseParser {
  private ClauseParser() {}

  /** Reads ON CONFLICT, where there is one. */
  static void conflict(SqliteTokenCursor cursor, TableParser.TableDraft draft) {
    if (cursor.accept("ON", "CONFLICT")) {
      draft.conflictActions.add(cursor.name().toUpperCase(Locale.ROOT));
    }
  }

  /** Indexed columns and expressions, up to the closing parenthesis. */
  static List<IndexedPart> parts(SqliteTokenCursor cursor) {
    List<IndexedPart> parts = new ArrayList<>();
    do {
      String text = cursor.item("COLLATE", "ASC", "DESC", "AUTOINCREMENT");
      @Nullable String collation = cursor.accept("COLLATE") ? cursor.name() : null;
      boolean descending = !cursor.accept("ASC") && cursor.accept("DESC");
      if (cursor.accept("NULLS") && !cursor.accept("FIRST")) {
        cursor.expect("LAST");
      }
      parts.add(new IndexedPart(text, collation, descending));
    } while (cursor.acceptSymbol(","));
    return parts;
  }

  /** What follows REFERENCES. */
  static SqliteForeignKey references(
      SqliteTokenCursor cursor, @Nullable String name, List<String> columns) {
    String parent = cursor.name();
    List<String> parentColumns = cursor.isSymbol("(") ? cursor.names() : List.of();
    String onDelete = SqliteForeignKey.NO_ACTION;
    String onUpdate = SqliteForeignKey.NO_ACTION;
    while (cursor.isWord("ON") || cursor.isWord("MATCH")) {
      if (cursor.accept("MATCH")) {
        // SQLite reads every MATCH as SIMPLE.
        cursor.name();
      } else if (cursor.accept("ON", "DELETE")) {
        onDelete = action(cursor);
      } else if (cursor.accept("ON", "INSERT")) {
        action(cursor);
      } else {
        cursor.expect("ON", "UPDATE");
        onUpdate = action(cursor);
      }
    }
    boolean deferred = deferred(cursor);
    return new SqliteForeignKey(name, columns, parent, parentColumns, onDelete, onUpdate, deferred);
  }

  private static String action(SqliteTokenCursor cursor) {
    String first = cursor.name().toUpperCase(Locale.ROOT);
    return first.equals("SET") || first.equals("NO")
        ? first + " " + cursor.name().toUpperCase(Locale.ROOT)
        : first;
  }

  /** NOT DEFERRABLE wins over INITIALLY DEFERRED. */
  static boolean deferred(SqliteTokenCursor cursor) {
    boolean never = cursor.accept("NOT", "DEFERRABLE");
    if (!never && !cursor.accept("DEFERRABLE")) {
      return false;
    }
    if (!cursor.accept("INITIALLY")) {
      return false;
    }
    return cursor.accept("DEFERRED") ? !never : !cursor.accept("IMMEDIATE");
  }
}
