package io.tributary.mapping.sqlite.schema;

import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual table of the module fts5, as declared.
 *
 * @param name its name
 * @param columns its columns in order
 * @param content the table whose rows it finds; empty for one without any, null for one that keeps
 *     its own
 * @param tokenizer its tokenizer with arguments, by blanks; empty when none is named
 * @param prefixes whether it keeps an index of the beginnings of words
 */
public record FullTextTable(
    String name,
    List<Column> columns,
    @Nullable String content,
    String tokenizer,
    boolean prefixes) {
  private static final String MODULE = "fts5";

  /**
   * A column.
   *
   * @param name its name, which is that of the content table's
   * @param indexed whether it is searched
   */
  public record Column(String name, boolean indexed) {}

  /**
   * Reads its statement; empty when it is of another module.
   *
   * @throws SqliteSyntaxException when it cannot be read
   */
  public static Optional<FullTextTable> parse(String sql) {
    VirtualTable table = VirtualTable.parse(sql);
    if (!table.module().equals(MODULE)) {
      return Optional.empty();
    }
    SqliteTokenCursor cursor = new SqliteTokenCursor(sql);
    while (!cursor.isSymbol("(") && !cursor.ended()) {
      cursor.next();
    }
    cursor.expectSymbol("(");
    return Optional.of(new Reading(table.name()).arguments(cursor));
  }

  /** What is said of it where the operator's own DDL makes the tables. */
  public MappingRemark leftToTheDdlFile() {
    return MappingRemark.ofWhole(
        name,
        RemarkCode.VIRTUAL_TABLE_LEFT_OUT,
        "It is a full-text table of the module fts5: with ddl nothing is derived, so a generated"
            + " column of the type tsvector belongs into that file.");
  }

  /** Columns and options, as they come. */
  private static final class Reading {
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private @Nullable String content;
    private String tokenizer = "";
    private boolean prefixes;

    Reading(String name) {
      this.name = name;
    }

    FullTextTable arguments(SqliteTokenCursor cursor) {
      do {
        argument(cursor);
      } while (cursor.acceptSymbol(","));
      cursor.expectSymbol(")");
      return new FullTextTable(name, List.copyOf(columns), content, tokenizer, prefixes);
    }

    private void argument(SqliteTokenCursor cursor) {
      String first = cursor.name();
      if (cursor.acceptSymbol("=")) {
        option(first.toLowerCase(Locale.ROOT), value(cursor));
        return;
      }
      // Types and other words are passed over by the module, too.
      boolean unindexed = false;
      while (!cursor.isSymbol(",") && !cursor.isSymbol(")") && !cursor.ended()) {
        unindexed |= cursor.next().isWord("UNINDEXED");
      }
      columns.add(new Column(first, !unindexed));
    }

    private static String value(SqliteTokenCursor cursor) {
      List<String> words = new ArrayList<>();
      while (!cursor.isSymbol(",") && !cursor.isSymbol(")") && !cursor.ended()) {
        words.add(cursor.next().value());
      }
      return String.join(" ", words);
    }

    private void option(String option, String value) {
      switch (option) {
        case "content" -> content = value;
        case "tokenize" -> tokenizer = value.strip();
        case "prefix" -> prefixes = true;
        default -> {
          // How the module keeps its index, which is not taken along.
        }
      }
    }
  }
}
