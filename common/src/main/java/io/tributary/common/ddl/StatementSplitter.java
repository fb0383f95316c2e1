package io.tributary.common.ddl;

import io.tributary.common.ddl.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a file into statements where psql does. Commands of psql itself are refused. */
final class StatementSplitter {
  /** What pg_dump writes around its output; it keeps psql from running other commands. */
  private static final Set<String> HARMLESS = Set.of("\\restrict", "\\unrestrict");

  private static final Pattern END_OF_ROWS = Pattern.compile("(?m)^\\\\\\.[ \\t]*\\r?$");

  private final String text;
  private final ObjIntConsumer<String> problem;
  private final List<RawStatement> statements = new ArrayList<>();
  private List<SqlToken> open = new ArrayList<>();
  private int parentheses;
  private int blocks;

  /**
   * A splitter for one use.
   *
   * @param problem told what cannot be done and where
   */
  StatementSplitter(String text, ObjIntConsumer<String> problem) {
    this.text = text;
    this.problem = problem;
  }

  List<RawStatement> split() {
    int at = 0;
    while (at >= 0) {
      at = splitFrom(at);
    }
    return statements;
  }

  /** Goes on behind the rows of a COPY; -1 at the end. */
  private int splitFrom(int from) {
    SqlLexer lexer = new SqlLexer(text, from);
    for (Optional<SqlToken> next = lexer.next(); next.isPresent(); next = lexer.next()) {
      SqlToken token = next.get();
      if (token.kind() == Kind.META) {
        meta(token);
      } else if (token.is(";") && parentheses <= 0 && blocks <= 0) {
        RawStatement done = new RawStatement(open);
        close();
        if (takesRows(done)) {
          return behindRows(token.end());
        }
      } else {
        add(token);
      }
    }
    close();
    return -1;
  }

  private void meta(SqlToken token) {
    String command = token.text().trim().split("\\s", 2)[0];
    if (!HARMLESS.contains(command)) {
      problem.accept(
          command + " is a command of psql, which only psql runs; take it out", token.start());
    }
  }

  private void add(SqlToken token) {
    open.add(token);
    parentheses += token.is("(") ? 1 : token.is(")") ? -1 : 0;
    if (new RawStatement(open).isRoutine()) {
      boolean begins = token.is("BEGIN") || blocks > 0 && token.is("CASE");
      blocks += begins ? 1 : blocks > 0 && token.is("END") ? -1 : 0;
    }
  }

  private void close() {
    if (!open.isEmpty()) {
      statements.add(new RawStatement(open));
    }
    open = new ArrayList<>();
    parentheses = 0;
    blocks = 0;
  }

  private static boolean takesRows(RawStatement statement) {
    return statement.tokens().size() > 0
        && statement.begins("COPY")
        && statement.has("FROM", "STDIN");
  }

  private int behindRows(int from) {
    Matcher end = END_OF_ROWS.matcher(text);
    return end.find(from) ? end.end() : text.length();
  }
}
