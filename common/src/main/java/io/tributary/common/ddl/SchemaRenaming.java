package io.tributary.common.ddl;

import io.tributary.common.ddl.SqlToken.Kind;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes statements with the names that a file gives to its own objects moved from the schema that
 * it names into the target's. What it does not make itself keeps its name.
 *
 * @param from the schema in the file; null when it names none
 * @param to the target's
 * @param made names of the objects that the file makes
 */
record SchemaRenaming(@Nullable String from, String to, Set<String> made) {
  private static final Pattern IN_STRING =
      Pattern.compile("(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\.(\"(?:[^\"]|\"\")+\"|[\\w$]+)");
  private static final Set<String> NAME_TAKERS =
      Set.of("nextval", "currval", "setval", "pg_get_serial_sequence", "to_regclass", "to_regtype");

  /** The statement's text; lines stay where they are. */
  String write(String text, RawStatement statement) {
    if (from == null) {
      return text.substring(statement.start(), statement.end());
    }
    boolean routine = statement.isRoutine();
    boolean aliases = routine || statement.creates().equals("VIEW");
    return write(text, statement.tokens(), statement.start(), statement.end(), routine, aliases);
  }

  private String write(
      String text, List<SqlToken> tokens, int start, int end, boolean routine, boolean aliases) {
    StringBuilder out = new StringBuilder();
    int written = start;
    boolean path = false;
    for (int i = 0; i < tokens.size(); i++) {
      SqlToken token = tokens.get(i);
      path = routine && (token.is("search_path") || (path && inPath(token)));
      String instead = path ? inSearchPath(token) : moved(tokens, i, aliases);
      if (instead == null && token.kind() == Kind.STRING) {
        instead = namesAnObject(tokens, i) ? string(token.text()) : null;
      } else if (instead == null && routine && token.kind() == Kind.DOLLAR_STRING) {
        instead = body(token);
      }
      if (instead != null) {
        out.append(text, written, token.start()).append(instead);
        boolean dropped = instead.isEmpty();
        written = dropped ? tokens.get(i + 1).end() : token.end();
      }
    }
    return out.append(text, written, end).toString();
  }

  /** What to write in place of a schema; null to leave it, empty to leave it out with its dot. */
  private @Nullable String moved(List<SqlToken> tokens, int at, boolean aliases) {
    SqlToken token = tokens.get(at);
    boolean qualifies =
        token.isName()
            && token.name().equals(from)
            && at + 2 < tokens.size()
            && tokens.get(at + 1).is(".")
            && tokens.get(at + 2).isName()
            && !(at > 0 && tokens.get(at - 1).is("."));
    if (!qualifies) {
      return null;
    }
    if (made.contains(tokens.get(at + 2).name())) {
      return Sql.identifier(to);
    }
    // A type or operator class of an extension, which the search path finds where the target has
    // it.
    return aliases ? null : "";
  }

  private static boolean inPath(SqlToken token) {
    return token.is("TO")
        || token.is("=")
        || token.is(",")
        || token.kind() == Kind.STRING
        || token.kind() == Kind.QUOTED_NAME
        || (token.kind() == Kind.WORD && !token.is("AS") && !token.is("LANGUAGE"));
  }

  private @Nullable String inSearchPath(SqlToken token) {
    boolean names =
        (token.isName() && token.name().equals(from)) || token.text().equals("'" + from + "'");
    return names ? Sql.identifier(to) : null;
  }

  /** Whether a string is a name and not a text: by its cast, or by the function that takes it. */
  private static boolean namesAnObject(List<SqlToken> tokens, int at) {
    boolean cast =
        at + 3 < tokens.size()
            && tokens.get(at + 1).is(":")
            && tokens.get(at + 2).is(":")
            && tokens.get(at + 3).text().toLowerCase(Locale.ROOT).startsWith("reg");
    boolean argument = at > 1 && tokens.get(at - 1).is("(");
    return cast
        || (argument && NAME_TAKERS.contains(tokens.get(at - 2).text().toLowerCase(Locale.ROOT)));
  }

  /** A whole string that names one of the objects, as in nextval('public.item_id_seq'). */
  private @Nullable String string(String literal) {
    String content = literal.substring(1, literal.length() - 1);
    Matcher name = IN_STRING.matcher(content);
    if (!literal.startsWith("'") || !name.matches()) {
      return null;
    }
    boolean ours = plain(name.group(1)).equals(from) && made.contains(plain(name.group(2)));
    return ours ? Sql.literal(Sql.identifier(to) + "." + name.group(2)) : null;
  }

  private static String plain(String name) {
    Kind kind = name.startsWith("\"") ? Kind.QUOTED_NAME : Kind.WORD;
    return new SqlToken(kind, 0, name.length(), name).name();
  }

  private @Nullable String body(SqlToken token) {
    String quotes = token.dollars();
    String content =
        token.text().substring(quotes.length(), token.text().length() - quotes.length());
    try {
      SqlLexer lexer = new SqlLexer(content, 0);
      List<SqlToken> words = new ArrayList<>();
      lexer.next().ifPresent(words::add);
      for (var next = lexer.next(); next.isPresent(); next = lexer.next()) {
        words.add(next.get());
      }
      return quotes + write(content, words, 0, content.length(), true, true) + quotes;
    } catch (UnreadableDdlException e) {
      // A body in another language than SQL's.
      return null;
    }
  }
}
