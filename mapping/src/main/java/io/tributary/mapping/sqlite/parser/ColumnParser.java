package io.tributary.mapping.sqlite.parser;

import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteCheckConstraint;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteForeignKey;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one column of a table with its constraints. */
final class ColumnParser {
  private static final Set<String> AFTER_TYPE =
      Set.of(
          "CONSTRAINT",
          "PRIMARY",
          "NOT",
          "NULL",
          "UNIQUE",
          "CHECK",
          "DEFAULT",
          "COLLATE",
          "REFERENCES",
          "GENERATED",
          "AS",
          "DEFERRABLE",
          "ON",
          "FOREIGN");

  private final SqliteTokenCursor cursor;
  private final TableParser.TableDraft draft;
  private String name = "";
  private @Nullable String constraint;
  private boolean notNull;
  private @Nullable String collation;
  private @Nullable String defaultText;
  private SqliteColumn.@Nullable Generated generated;

  ColumnParser(SqliteTokenCursor cursor, TableParser.TableDraft draft) {
    this.cursor = cursor;
    this.draft = draft;
  }

  void parse() {
    name = cursor.name();
    DeclaredType type = type();
    while (!cursor.isSymbol(",") && !cursor.isSymbol(")") && !startsTableConstraint()) {
      constraint = cursor.accept("CONSTRAINT") ? cursor.name() : null;
      if (cursor.isSymbol(",") || cursor.isSymbol(")")) {
        break;
      }
      constraint();
    }
    draft.columns.add(new SqliteColumn(name, type, notNull, collation, defaultText, generated));
  }

  private boolean startsTableConstraint() {
    return cursor.areWords("FOREIGN", "KEY");
  }

  private DeclaredType type() {
    List<String> words = new ArrayList<>();
    while (cursor.peek().isName() && !endsType()) {
      words.add(cursor.next().value());
    }
    if (words.isEmpty()) {
      return DeclaredType.NONE;
    }
    String written = String.join(" ", words);
    if (!cursor.isSymbol("(")) {
      return DeclaredType.of(words, List.of(), written);
    }
    String arguments = cursor.parenthesized();
    List<Integer> numbers = new ArrayList<>();
    for (String argument : arguments.split(",")) {
      if (argument.strip().matches("[+-]?\\d{1,9}")) {
        numbers.add(Integer.parseInt(argument.strip()));
      }
    }
    return DeclaredType.of(words, numbers, written + "(" + arguments + ")");
  }

  private boolean endsType() {
    SqliteToken token = cursor.peek();
    return token.kind() == SqliteToken.Kind.WORD
        && AFTER_TYPE.contains(token.value().toUpperCase(Locale.ROOT));
  }

  private void constraint() {
    if (cursor.accept("PRIMARY", "KEY")) {
      boolean descending = !cursor.accept("ASC") && cursor.accept("DESC");
      ClauseParser.conflict(cursor, draft);
      draft.primaryKey = key(descending, cursor.accept("AUTOINCREMENT"));
    } else if (cursor.accept("NOT", "NULL")) {
      notNull = true;
      ClauseParser.conflict(cursor, draft);
    } else if (cursor.accept("NULL")) {
      ClauseParser.conflict(cursor, draft);
    } else if (cursor.accept("UNIQUE")) {
      ClauseParser.conflict(cursor, draft);
      draft.uniques.add(key(false, false));
    } else if (cursor.accept("CHECK")) {
      draft.checks.add(new SqliteCheckConstraint(constraint, cursor.parenthesized()));
      ClauseParser.conflict(cursor, draft);
    } else if (cursor.accept("DEFAULT")) {
      defaultText = defaultText();
    } else if (cursor.accept("COLLATE")) {
      collation = cursor.name();
    } else if (cursor.accept("REFERENCES")) {
      draft.foreignKeys.add(ClauseParser.references(cursor, constraint, List.of(name)));
    } else if (cursor.isWord("NOT") || cursor.isWord("DEFERRABLE")) {
      laterDeferral();
    } else {
      generated();
    }
  }

  private SqliteKey key(boolean descending, boolean autoincrement) {
    IndexedPart part = new IndexedPart('"' + name.replace("\"", "\"\"") + '"', null, descending);
    return new SqliteKey(constraint, List.of(part), autoincrement);
  }

  private String defaultText() {
    if (cursor.isSymbol("(")) {
      return cursor.parenthesized();
    }
    StringBuilder text = new StringBuilder();
    if (cursor.isSymbol("-") || cursor.isSymbol("+")) {
      text.append(cursor.next().value());
    }
    SqliteToken token = cursor.next();
    return switch (token.kind()) {
      // A name without parentheses around it is a string here.
      case DOUBLE_QUOTED, STRING, QUOTED_NAME -> "'" + token.value().replace("'", "''") + "'";
      case BLOB -> "x'" + token.value() + "'";
      case NUMBER -> text + token.value();
      case WORD -> DefaultKeyword.text(token.value());
      case SYMBOL, END -> throw cursor.unexpected("a default");
    };
  }

  /** DEFERRABLE may stand apart from the REFERENCES that it belongs to. */
  private void laterDeferral() {
    SqliteToken first = cursor.peek();
    boolean deferred = ClauseParser.deferred(cursor);
    if (cursor.peek() == first || draft.foreignKeys.isEmpty()) {
      throw cursor.unexpected("a constraint");
    }
    int last = draft.foreignKeys.size() - 1;
    SqliteForeignKey key = draft.foreignKeys.get(last);
    draft.foreignKeys.set(
        last,
        new SqliteForeignKey(
            key.name(),
            key.columns(),
            key.parent(),
            key.parentColumns(),
            key.onDelete(),
            key.onUpdate(),
            deferred));
  }

  private void generated() {
    cursor.accept("GENERATED", "ALWAYS");
    cursor.expect("AS");
    String expression = cursor.parenthesized();
    boolean stored = cursor.accept("STORED");
    if (!stored) {
      cursor.accept("VIRTUAL");
    }
    generated = new SqliteColumn.Generated(expression, stored);
  }
}
