package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteIndex;
import io.tributary.mapping.sqlite.schema.SqliteView;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads CREATE INDEX and CREATE VIEW statements. */
final class IndexParser {
  private IndexParser() {}

  static SqliteIndex index(String sql) {
    SqliteTokenCursor cursor = new SqliteTokenCursor(sql);
    cursor.expect("CREATE");
    boolean unique = cursor.accept("UNIQUE");
    cursor.expect("INDEX");
    cursor.accept("IF", "NOT", "EXISTS");
    String name = qualified(cursor);
    cursor.expect("ON");
    String table = cursor.name();
    cursor.expectSymbol("(");
    List<IndexedPart> parts = ClauseParser.parts(cursor);
    cursor.expectSymbol(")");
    @Nullable String where = cursor.accept("WHERE") ? cursor.rest() : null;
    return new SqliteIndex(name, table, unique, parts, where, sql);
  }

  static SqliteView view(String sql) {
    SqliteTokenCursor cursor = new SqliteTokenCursor(sql);
    cursor.expect("CREATE");
    if (!cursor.accept("TEMP")) {
      cursor.accept("TEMPORARY");
    }
    cursor.expect("VIEW");
    cursor.accept("IF", "NOT", "EXISTS");
    String name = qualified(cursor);
    List<String> columns = cursor.isSymbol("(") ? cursor.names() : List.of();
    cursor.expect("AS");
    return new SqliteView(name, columns, cursor.rest());
  }

  private static String qualified(SqliteTokenCursor cursor) {
    String name = cursor.name();
    return cursor.acceptSymbol(".") ? cursor.name() : name;
  }
}
