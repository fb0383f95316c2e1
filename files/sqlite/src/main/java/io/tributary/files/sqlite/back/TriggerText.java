package io.tributary.files.sqlite.back;

import io.tributary.mapping.sqlite.token.SqliteSyntaxException;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a trigger does, as far as that can be told from its text.
 *
 * @param event what fires it
 * @param writes what its body writes
 * @param raises whether it refuses rows, or passes over them
 */
record TriggerText(Event event, Set<Write> writes, boolean raises) {
  private static final Set<String> STATEMENTS = Set.of("INSERT", "REPLACE", "UPDATE", "DELETE");

  /** Kinds of writes. */
  enum Event {
    INSERT,
    UPDATE,
    DELETE
  }

  /**
   * A kind of write to a table or view.
   *
   * @param table its name in lower case
   */
  record Write(Event event, String table) {}

  /** Reads the text of a CREATE TRIGGER; empty where it is not certainly understood. */
  static Optional<TriggerText> parse(String sql) {
    try {
      List<SqliteToken> tokens = SqliteTokenizer.tokens(sql);
      int begin = begin(tokens);
      Set<Write> writes = new HashSet<>();
      for (List<SqliteToken> statement : statements(tokens.subList(begin + 1, tokens.size()))) {
        writes.addAll(writes(statement));
      }
      return Optional.of(new TriggerText(event(tokens), writes, raises(tokens)));
    } catch (SqliteSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The event stands behind the trigger's name, which may be any word. */
  private static Event event(List<SqliteToken> tokens) {
    int at = 1;
    while (!tokens.get(at).isWord("TRIGGER")) {
      at++;
      require(at < tokens.size());
    }
    at += tokens.get(at + 1).isWord("IF") && tokens.get(at + 2).isWord("NOT") ? 5 : 2;
    require(at + 1 < tokens.size());
    if (tokens.get(at).isSymbol(".")) {
      at += 2;
    }
    for (; at < tokens.size(); at++) {
      for (Event event : Event.values()) {
        if (tokens.get(at).isWord(event.name())) {
          return event;
        }
      }
    }
    throw new SqliteSyntaxException("no event");
  }

  private static int begin(List<SqliteToken> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      SqliteToken next = tokens.get(i + 1);
      boolean statement = next.isWord("SELECT") || STATEMENTS.stream().anyMatch(next::isWord);
      if (tokens.get(i).isWord("BEGIN") && statement) {
        return i;
      }
    }
    throw new SqliteSyntaxException("no body");
  }

  private static List<List<SqliteToken>> statements(List<SqliteToken> body) {
    List<List<SqliteToken>> statements = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < body.size(); i++) {
      if (body.get(i).isSymbol(";")) {
        statements.add(body.subList(start, i));
        start = i + 1;
      }
    }
    require(start < body.size() && body.get(start).isWord("END"));
    return statements;
  }

  private static Set<Write> writes(List<SqliteToken> statement) {
    require(!statement.isEmpty());
    SqliteToken first = statement.get(0);
    if (first.isWord("SELECT")) {
      return Set.of();
    }
    if (first.isWord("INSERT") || first.isWord("REPLACE")) {
      String table = named(statement, "INTO");
      // ON CONFLICT … DO UPDATE writes rows that are there.
      return statement.stream().anyMatch(token -> token.isWord("CONFLICT"))
          ? Set.of(new Write(Event.INSERT, table), new Write(Event.UPDATE, table))
          : Set.of(new Write(Event.INSERT, table));
    }
    if (first.isWord("DELETE")) {
      return Set.of(new Write(Event.DELETE, named(statement, "FROM")));
    }
    require(first.isWord("UPDATE"));
    boolean or = statement.size() > 2 && statement.get(1).isWord("OR");
    return Set.of(new Write(Event.UPDATE, name(statement, or ? 3 : 1)));
  }

  private static String named(List<SqliteToken> statement, String word) {
    for (int i = 0; i < statement.size(); i++) {
      if (statement.get(i).isWord(word)) {
        return name(statement, i + 1);
      }
    }
    throw new SqliteSyntaxException("no " + word);
  }

  /** A name with a schema before it would be another database's, which no trigger can write. */
  private static String name(List<SqliteToken> statement, int at) {
    require(at < statement.size() && statement.get(at).isName());
    require(at + 1 >= statement.size() || !statement.get(at + 1).isSymbol("."));
    return statement.get(at).value().toLowerCase(Locale.ROOT);
  }

  private static boolean raises(List<SqliteToken> tokens) {
    for (int i = 0; i + 1 < tokens.size(); i++) {
      if (tokens.get(i).isWord("RAISE") && tokens.get(i + 1).isSymbol("(")) {
        return true;
      }
    }
    return false;
  }

  private static void require(boolean understood) {
    if (!understood) {
      throw new SqliteSyntaxException("not understood");
    }
  }
}
