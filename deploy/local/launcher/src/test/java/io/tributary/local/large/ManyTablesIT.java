package io.tributary.local.large;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * One source with many tables; how many is the system property {@code tributary.test.tables}.
 * Prints how long each part takes.
 */
class ManyTablesIT {
  private static final int TABLES = Integer.getInteger("tributary.test.tables", 400);
  private static final Duration LIMIT = Duration.ofMillis(60_000 + TABLES * 300L);
  private static final int AT_ONCE = 100;

  @Test
  void arriveAndAreCompared() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy = new Legacy(stack, stack.api(), "many-tables").schema("public", "many");
    for (int first = 0; first < TABLES; first += AT_ONCE) {
      List<String> ddl = new ArrayList<>();
      for (int i = first; i < Math.min(TABLES, first + AT_ONCE); i++) {
        ddl.add(
            "CREATE TABLE table_%1$d (id serial PRIMARY KEY, n int UNIQUE, note text);".formatted(i)
                + " INSERT INTO table_%1$d (n, note) VALUES (1, 'one'), (2, 'two')".formatted(i));
      }
      legacy.inTransaction(ddl.toArray(String[]::new));
    }
    long created = System.nanoTime();
    legacy.replicate(LIMIT);
    long streaming = print("until it streams", created);

    // when every table changes in transactions of many tables
    for (int first = 0; first < TABLES; first += AT_ONCE) {
      List<String> changes = new ArrayList<>();
      for (int i = first; i < Math.min(TABLES, first + AT_ONCE); i++) {
        changes.add(
            "INSERT INTO table_%1$d (n) VALUES (3); DELETE FROM table_%1$d WHERE n = 1"
                .formatted(i));
      }
      legacy.inTransaction(changes.toArray(String[]::new));
    }

    // then
    legacy.awaitEqual(LIMIT);
    long equal = print("until changes of every table are applied", streaming);
    legacy.awaitVerdicts(TABLES, LIMIT);
    long compared = print("for two passes of the validator", equal);
    legacy.remove();
    print("until it is removed", compared);
  }

  private static long print(String what, long since) {
    long now = System.nanoTime();
    System.out.printf("%d tables: %.1f s %s%n", TABLES, (now - since) / 1e9, what);
    return now;
  }
}
