package io.tributary.common.ddl;

import io.tributary.common.ddl.SqlToken.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the file has it.
 *
 * @param tokens its words, without the semicolon
 */
record RawStatement(List<SqlToken> tokens) {
  private static final Set<String> MODIFIERS =
      Set.of(
          "OR",
          "REPLACE",
          "UNLOGGED",
          "GLOBAL",
          "LOCAL",
          "TEMP",
          "TEMPORARY",
          "RECURSIVE",
          "UNIQUE",
          "MATERIALIZED",
          "CONSTRAINT",
          "TRUSTED",
          "PROCEDURAL",
          "DEFAULT",
          "TEXT",
          "SEARCH",
          "EVENT",
          "FOREIGN",
          "ACCESS");
  private static final List<String> OPTIONAL = List.of("CONCURRENTLY", "IF", "NOT", "EXISTS");

  /** Kinds of objects whose name may have a schema. */
  private static final Set<String> IN_SCHEMA =
      Set.of(
          "TABLE",
          "SEQUENCE",
          "TYPE",
          "DOMAIN",
          "FUNCTION",
          "PROCEDURE",
          "AGGREGATE",
          "VIEW",
          "COLLATION",
          "STATISTICS",
          "CONFIGURATION",
          "DICTIONARY",
          "PARSER",
          "TEMPLATE");

  int start() {
    return tokens.get(0).start();
  }

  int end() {
    return tokens.get(tokens.size() - 1).end();
  }

  /** Whether it begins with these keywords. */
  boolean begins(String... words) {
    return tokens.size() >= words.length
        && Arrays.equals(
            tokens.stream().limit(words.length).map(t -> upper(t)).toArray(String[]::new), words);
  }

  boolean has(String... words) {
    for (int i = 0; i + words.length <= tokens.size(); i++) {
      if (new RawStatement(tokens.subList(i, tokens.size())).begins(words)) {
        return true;
      }
    }
    return false;
  }

  /** What a CREATE makes, such as TABLE; empty for other statements. */
  String creates() {
    int kind = kindAt();
    return kind < 0 ? "" : upper(tokens.get(kind));
  }

  /** Whether it is a routine, whose text may have names of its own. */
  boolean isRoutine() {
    return Set.of("FUNCTION", "PROCEDURE").contains(creates()) || begins("DO");
  }

  /** The object that a CREATE makes, if its kind lives in schemas; null for none. */
  @Nullable SqlName made() {
    return IN_SCHEMA.contains(creates()) ? named() : null;
  }

  /** The name behind the kind of a CREATE; null when there is none. */
  @Nullable SqlName named() {
    int at = kindAt() + 1;
    while (at < tokens.size() && OPTIONAL.contains(upper(tokens.get(at)))) {
      at++;
    }
    return at == 0 || at >= tokens.size() || !tokens.get(at).isName()
        ? null
        : SqlName.at(tokens, at);
  }

  private int kindAt() {
    if (!begins("CREATE")) {
      return -1;
    }
    int at = 1;
    while (at < tokens.size() - 1 && MODIFIERS.contains(upper(tokens.get(at)))) {
      at++;
    }
    return at < tokens.size() ? at : -1;
  }

  static String upper(SqlToken token) {
    return token.kind() == Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : token.text();
  }
}
