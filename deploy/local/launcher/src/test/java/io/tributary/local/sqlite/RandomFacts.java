package io.tributary.local.sqlite;

import java.util.Random;

/**
 * Random writes to a table of values of every storage class; some of them are nothing that the
 * target's column can hold, and {@link RandomRows} knows which.
 */
final class RandomFacts {
  private static final String[][] VALUES = {
    {
      "i",
      "0",
      "9223372036854775807",
      "-9223372036854775808",
      "NULL",
      "'17'",
      "9007199254740993",
      "1.5",
      "'none'"
    },
    {
      "r",
      "0.1",
      "1e999",
      "-1e999",
      "5e-324",
      "1.7976931348623157e308",
      "NULL",
      "7",
      "0.30000000000000004",
      "'warm'",
      "x'07'"
    },
    {
      "t",
      "'é 𝛑 😀'",
      "''",
      "char(1, 8232, 65533, 1114109)",
      "NULL",
      "12.5",
      "'a' || char(0) || 'b'",
      "CAST(x'ff41' AS TEXT)",
      "x'00'"
    },
    {"b", "x''", "x'00ff'", "randomblob(40)", "NULL", "'text'"},
    {"d", "1.98", "0", "-99999.999", "'12.5'", "NULL", "1.98765", "123456.5", "'dear'"},
    {"code", "'short'", "'12345678'", "NULL", "'ééééèèèè'", "'123456789'"},
    {"f", "0", "1", "'true'", "'no'", "NULL", "2", "'maybe'"},
    {"j", "'{\"a\": [1, \"é\"]}'", "'[]'", "NULL", "'{broken'"},
    {"at", "'2026-02-28 23:59:59'", "'1969-12-31 00:00:00'", "NULL", "'soon'"},
    {"x", "12", "'12'", "0.5", "NULL", "''", "x'12'"}
  };

  private RandomFacts() {}

  /**
   * An INSERT, UPDATE or DELETE.
   *
   * @param or {@code OR …} with a blank behind it, or nothing
   */
  static String statement(Random random, String or) {
    String[] one = VALUES[random.nextInt(VALUES.length)];
    String[] other = VALUES[random.nextInt(VALUES.length)];
    int id = random.nextInt(120);
    return switch (random.nextInt(5)) {
      case 0, 1 ->
          "INSERT %sINTO fact (id, %s) VALUES (%d, %s)".formatted(or, one[0], id, of(one, random));
      case 2 ->
          "UPDATE %sfact SET %s = %s, %s = %s WHERE id = %d"
              .formatted(or, one[0], of(one, random), other[0], of(other, random), id);
      case 3 ->
          "UPDATE %sfact SET %s = %s WHERE id %% 40 = %d"
              .formatted(or, one[0], of(one, random), id % 40);
      default ->
          random.nextBoolean()
              ? "DELETE FROM fact WHERE id BETWEEN %d AND %d".formatted(id, id + 3)
              : "UPDATE %sfact SET id = id + 1 WHERE id = %d".formatted(or, id);
    };
  }

  private static String of(String[] values, Random random) {
    return values[1 + random.nextInt(values.length - 1)];
  }
}
