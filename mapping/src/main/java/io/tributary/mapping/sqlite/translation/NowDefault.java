package io.tributary.mapping.sqlite.translation;

import io.tributary.mapping.sqlite.expression.TypeFamily;
import io.tributary.mapping.sqlite.token.SqliteToken;
import io.tributary.mapping.sqlite.token.SqliteTokenizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Defaults that are the current time, in the spellings that SQLite applications use. */
enum NowDefault {
  SECONDS("'YYYY-MM-DD HH24:MI:SS'", "second"),
  MILLIS("'YYYY-MM-DD HH24:MI:SS.MS'", "milliseconds"),
  DAY("'YYYY-MM-DD'", "day"),
  CLOCK("'HH24:MI:SS'", "second"),
  EPOCH("", "second");

  /** SQLite takes the time once per statement. */
  private static final String NOW = "statement_timestamp()";

  private final String format;
  private final String unit;

  NowDefault(String format, String unit) {
    this.format = format;
    this.unit = unit;
  }

  /** Which one the default's text is, if it is one. */
  static Optional<NowDefault> of(String text) {
    String bare =
        SqliteTokenizer.tokens(text).stream().map(NowDefault::normal).collect(Collectors.joining());
    if (Set.of(
            "CURRENT_TIMESTAMP",
            "DATETIME()",
            "DATETIME('now')",
            "DATETIME(CURRENT_TIMESTAMP)",
            "STRFTIME('%Y-%m-%d %H:%M:%S','now')")
        .contains(bare)) {
      return Optional.of(SECONDS);
    }
    return Optional.ofNullable(
        switch (bare) {
          case "STRFTIME('%Y-%m-%d %H:%M:%f','now')" -> MILLIS;
          case "CURRENT_DATE", "DATE('now')", "DATE()" -> DAY;
          case "CURRENT_TIME", "TIME('now')", "TIME()" -> CLOCK;
          case "UNIXEPOCH()", "UNIXEPOCH('now')", "STRFTIME('%s','now')" -> EPOCH;
          default -> null;
        });
  }

  private static String normal(SqliteToken token) {
    boolean now = token.value().equalsIgnoreCase("now");
    return switch (token.kind()) {
      case STRING, DOUBLE_QUOTED -> now ? "'now'" : "'" + token.value() + "'";
      case WORD -> token.value().toUpperCase(Locale.ROOT);
      case QUOTED_NAME, NUMBER, BLOB, SYMBOL, END -> token.value();
    };
  }

  /** PostgreSQL's expression for a column of the family, the time being in the zone. */
  Optional<String> expression(TypeFamily family, String zone) {
    String there = "(" + NOW + " AT TIME ZONE " + zone + ")";
    boolean point = this == SECONDS || this == MILLIS;
    return Optional.ofNullable(
        switch (family) {
          case TEXT -> this == EPOCH ? null : "to_char(" + there + ", " + format + ")";
          case TIMESTAMP -> point ? "date_trunc('" + unit + "', " + there + ")" : null;
          case TIMESTAMPTZ -> point ? "date_trunc('" + unit + "', " + NOW + ")" : null;
          case DATE -> this == DAY ? there + "::date" : null;
          case TIME -> this == CLOCK ? "date_trunc('second', " + there + ")::time" : null;
          case INTEGER -> this == EPOCH ? "floor(extract(epoch FROM " + NOW + "))::bigint" : null;
          case REAL, DECIMAL, BOOLEAN, BYTES, JSON, UUID, OTHER, UNORDERED, NULL -> null;
        });
  }
}
