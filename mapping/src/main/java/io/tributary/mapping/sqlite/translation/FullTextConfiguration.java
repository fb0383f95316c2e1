package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The text search configuration of PostgreSQL's that does what a tokenizer of fts5 does.
 *
 * @param name its name with schema
 * @param differences what it does otherwise, in a sentence
 */
record FullTextConfiguration(String name, String differences) {

  /**
   * That of a full-text table.
   *
   * @throws SqliteSyntaxException when there is none
   */
  static FullTextConfiguration of(FullTextTable search) {
    List<String> words =
        Arrays.stream(search.tokenizer().toLowerCase(Locale.ROOT).split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    String first = words.isEmpty() ? "unicode61" : words.get(0);
    String inner = words.size() > 1 ? words.get(1) : "unicode61";
    boolean plain = inner.equals("unicode61") || inner.equals("ascii");
    return switch (first) {
      case "unicode61" ->
          new FullTextConfiguration(
              "pg_catalog.simple",
              "An accent is part of its letter, and a hyphenated word, an address or a number with a"
                  + " point is also one word; arguments of the tokenizer are left out.");
      case "ascii" ->
          new FullTextConfiguration(
              "pg_catalog.simple",
              "Upper and lower case are alike beyond ASCII, too, and a hyphenated word, an address"
                  + " or a number with a point is also one word.");
      case "porter" -> {
        if (!plain) {
          throw unknown(search);
        }
        yield new FullTextConfiguration(
            "pg_catalog.english",
            "Stems are those of Snowball's newer rules, and stop words such as \"the\" are not"
                + " found.");
      }
      default -> throw unknown(search);
    };
  }

  private static SqliteSyntaxException unknown(FullTextTable search) {
    return new SqliteSyntaxException(
        "its tokenizer " + search.tokenizer() + " has no counterpart in PostgreSQL");
  }
}
