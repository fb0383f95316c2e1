package io.tributary.common.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a PostgreSQL session by which values are printed and read. Every session that
 * does either makes them, so that what a server, a database or a role presets changes no value.
 */
public final class ValueSettings {
  private static final Map<String, String> VALUES = new LinkedHashMap<>();

  static {
    VALUES.put("client_encoding", "UTF8");
    VALUES.put("TimeZone", "UTC");
    VALUES.put("DateStyle", "ISO,YMD");
    VALUES.put("IntervalStyle", "postgres");
    VALUES.put("extra_float_digits", "3");
    VALUES.put("bytea_output", "hex");
    VALUES.put("lc_monetary", "C");
    VALUES.put("lc_numeric", "C");
    VALUES.put("xmloption", "content");
    VALUES.put("array_nulls", "on");
    VALUES.put("standard_conforming_strings", "on");
    VALUES.put("backslash_quote", "safe_encoding");
    VALUES.put("transform_null_equals", "off");
    VALUES.put("quote_all_identifiers", "off");
  }

  /** Statements that make them, each with a semicolon behind it. */
  public static final String SQL =
      VALUES.entrySet().stream()
          .map(setting -> "SET " + setting.getKey() + " = '" + setting.getValue() + "';")
          .collect(Collectors.joining("\n", "", "\n"));

  /** The same as options of a server process, as the variable PGOPTIONS takes them. */
  public static final String OPTIONS =
      VALUES.entrySet().stream()
          .map(setting -> "-c " + setting.getKey() + "=" + setting.getValue())
          .collect(Collectors.joining(" "));

  private ValueSettings() {}
}
