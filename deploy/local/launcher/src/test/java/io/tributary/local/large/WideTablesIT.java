package io.tributary.local.large;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tables with as many columns as PostgreSQL takes. */
class WideTablesIT {
  private static final int COLUMNS = 1_000;
  private static final int MOST_COLUMNS = 1_600;

  @Test
  void arriveWithEveryColumn() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy = new Legacy(stack, stack.api(), "wide").schema("public", "wide");
    legacy.execute(
        "CREATE TABLE mixed (id int PRIMARY KEY, " + columns(COLUMNS - 1, i -> i % 3) + ")",
        "CREATE TABLE most (" + columns(MOST_COLUMNS - 1, i -> 0) + ", id int PRIMARY KEY)",
        "CREATE TABLE keyless (" + columns(COLUMNS, i -> i % 2) + ")",
        "ALTER TABLE mixed ALTER c1 SET STORAGE EXTERNAL, ALTER c4 SET STORAGE EXTERNAL",
        "INSERT INTO mixed (id, c1, c4, c997) SELECT g, repeat('long', 4000), repeat('x', 3000), '1'"
            + " FROM generate_series(1, 100) g",
        "INSERT INTO most (c1, c1598, id) SELECT g, g, g FROM generate_series(1, 50) g",
        "INSERT INTO keyless (c0, c999) SELECT g % 10, 'x' FROM generate_series(1, 50) g");
    legacy.replicate(Legacy.LIMIT);

    // when
    legacy.execute(
        "INSERT INTO mixed (id, c0, c1, c2) SELECT g, g, 't', now() FROM generate_series(101, 900) g",
        "UPDATE mixed SET c0 = id, c2 = '2026-01-01' WHERE id % 2 = 0",
        "UPDATE mixed SET c4 = 'short' WHERE id % 5 = 0",
        "UPDATE mixed SET id = -id WHERE id % 7 = 0",
        "DELETE FROM mixed WHERE id % 11 = 0",
        "UPDATE most SET c800 = 1",
        "UPDATE keyless SET c500 = 2 WHERE c0 = 3",
        "DELETE FROM keyless WHERE ctid IN (SELECT min(ctid) FROM keyless GROUP BY c0)");

    // then
    legacy.awaitEqual(Legacy.LIMIT);
    legacy.awaitVerdicts(3, Legacy.LIMIT);
    legacy.remove();
  }

  private static String columns(int count, java.util.function.IntUnaryOperator kind) {
    String[] types = {"int", "text", "timestamptz"};
    return IntStream.range(0, count)
        .mapToObj(i -> "c" + i + " " + types[kind.applyAsInt(i)])
        .collect(Collectors.joining(", "));
  }
}
