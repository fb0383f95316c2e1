package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What PostgreSQL makes of literals of a type. */
final class PrintedValues {
  /** Types of an extension, which the server of these tests does not have. */
  private static final String VECTOR = "vector";

  private PrintedValues() {}

  /** pgvector prints its numbers as PostgreSQL prints 32-bit floats. */
  private static String printed(String type) {
    return type.startsWith(VECTOR)
        ? "translate(translate(l, '[]', '{}')::float4[]::text, '{}', '[]')"
        : "l::" + type + "::text";
  }

  /** Each literal as PostgreSQL prints it. */
  static List<String> print(Connection postgres, String type, List<String> literals)
      throws SQLException {
    List<String> printed = new ArrayList<>();
    try (PreparedStatement statement =
        postgres.prepareStatement(
            "SELECT "
                + printed(type)
                + " FROM unnest(?::text[]) WITH ORDINALITY AS u (l, n)"
                + " ORDER BY n")) {
      statement.setArray(1, array(postgres, literals));
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          printed.add(rows.getString(1));
        }
      }
    }
    return printed;
  }

  /** Asserts that PostgreSQL holds the values for equal, one by one. */
  static void assertEqual(
      Connection postgres, String type, List<String> expected, List<? extends String> got)
      throws SQLException {
    assertThat(got).hasSameSizeAs(expected);
    if (type.startsWith(VECTOR) || type.equals("json")) {
      assertThat(new ArrayList<String>(got)).isEqualTo(expected);
      return;
    }
    try (PreparedStatement statement =
        postgres.prepareStatement(
            "SELECT e, g FROM unnest(?::text[], ?::text[]) AS u (e, g)"
                + " WHERE (e::%1$s) IS DISTINCT FROM (g::%1$s) LIMIT 1".formatted(type))) {
      statement.setArray(1, array(postgres, expected));
      statement.setArray(2, array(postgres, new ArrayList<>(got)));
      try (ResultSet rows = statement.executeQuery()) {
        String different = rows.next() ? rows.getString(1) + " became " + rows.getString(2) : null;
        assertThat(different).isNull();
      }
    }
  }

  private static Array array(Connection postgres, List<String> literals) throws SQLException {
    return postgres.createArrayOf("text", literals.toArray());
  }
}
