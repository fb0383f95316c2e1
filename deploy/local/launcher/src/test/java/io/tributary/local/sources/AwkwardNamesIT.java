package io.tributary.local.sources;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names that must be quoted, escaped or counted in bytes, of everything that has a name. */
class AwkwardNamesIT {
  private static final String[] NAMES = {
    "select",
    "Upper Case",
    "dotted.name",
    "quo\"te",
    "it's",
    "comma,ted",
    "back\\slash",
    "dollar$1",
    "${file:/etc/hosts:value}",
    "per%cent %s",
    "star*?[a-z]+|(x)",
    "\u00fcml\u00e4ut \u6f22\u5b57",
    "\ud83d\ude00",
    "user",
    "123",
    " leading and trailing ",
    "tab\there",
    "x".repeat(63),
    "\u0436".repeat(31) + "x",
  };

  @Test
  void arriveUnchanged() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy =
        new Legacy(stack, stack.api(), "awkward-names")
            .schema("My \"Schema\".x", "Their Schema, 'y'")
            .schema("table", "order");
    List<String> ddl = new ArrayList<>();
    for (String schema : new String[] {"My \"Schema\".x", "table"}) {
      ddl.add("CREATE SCHEMA " + quoted(schema));
      ddl.add("SET search_path = " + quoted(schema));
      for (String name : NAMES) {
        ddl.add("CREATE SEQUENCE %s".formatted(quoted(first(name, "Z"))));
        ddl.add(
            "CREATE TYPE %s AS ENUM (%s, 'plain')"
                .formatted(quoted(first(name, "E")), literal(name)));
        ddl.add(
            "CREATE TABLE %1$s (%1$s bigint DEFAULT nextval(%2$s) PRIMARY KEY, %3$s %3$s, %4$s text, n int)"
                .formatted(
                    quoted(name),
                    literal(quoted(first(name, "Z"))),
                    quoted(first(name, "E")),
                    quoted(first(name, "W"))));
        ddl.add(
            "INSERT INTO %s (%s, %s) VALUES (%s, %s), ('plain', 'snapshot')"
                .formatted(
                    quoted(name),
                    quoted(first(name, "E")),
                    quoted(first(name, "W")),
                    literal(name),
                    literal(name)));
      }
      ddl.add("CREATE TABLE \"no key\" (\"a b\" text, \"select\" int)");
      ddl.add("INSERT INTO \"no key\" VALUES ('x', 1), ('x', 1)");
    }
    legacy.execute(ddl.toArray(String[]::new));
    legacy.replicate(Legacy.LIMIT);

    // when
    List<String> changes = new ArrayList<>();
    for (String schema : new String[] {"My \"Schema\".x", "table"}) {
      changes.add("SET search_path = " + quoted(schema));
      for (String name : NAMES) {
        String table = quoted(name);
        changes.add("INSERT INTO %s (n) VALUES (3), (4), (5)".formatted(table));
        changes.add(
            "UPDATE %s SET n = 1, %s = %s WHERE n = 3"
                .formatted(table, quoted(first(name, "E")), literal(name)));
        changes.add("UPDATE %1$s SET %1$s = -1 WHERE n = 4".formatted(table));
        changes.add("DELETE FROM %s WHERE n = 5".formatted(table));
      }
      changes.add("DELETE FROM \"no key\" WHERE ctid = '(0,1)'");
      changes.add("UPDATE \"no key\" SET \"select\" = 2");
    }
    legacy.execute(changes.toArray(String[]::new));

    // then
    legacy.awaitEqual(Legacy.LIMIT);
    legacy.awaitVerdicts(2 * (NAMES.length + 1), Legacy.LIMIT);
    legacy.remove();
  }

  /** The name with another first letter, so that it stays as long. */
  private static String first(String name, String letter) {
    int rest = name.offsetByCodePoints(0, 1);
    return letter + name.substring(rest);
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
