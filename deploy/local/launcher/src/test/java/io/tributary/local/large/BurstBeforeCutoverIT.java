package io.tributary.local.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Every table changes a lot right before a cutover with the limits that a file has by itself. The
 * tables go through types of keys and of values; how many rows each has is the system property
 * {@code tributary.test.burst-rows}. Prints how long each part takes.
 */
class BurstBeforeCutoverIT {
  private static final int ROWS = Integer.getInteger("tributary.test.burst-rows", 2_500);
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String NAME = "burst";

  /** Keys as columns, and what row {@code g} has in them. */
  private static final Map<String, String> KEYS = new LinkedHashMap<>();

  /** Types, and a value that {@code g} and a number give. */
  private static final Map<String, String> VALUES = new LinkedHashMap<>();

  static {
    KEYS.put("k bigint PRIMARY KEY", "g");
    KEYS.put("k uuid PRIMARY KEY", "md5(g::text)::uuid");
    KEYS.put("k text PRIMARY KEY", "'Ä-' || g");
    KEYS.put("k numeric(20, 3) PRIMARY KEY", "g + 0.250");
    KEYS.put("k timestamptz PRIMARY KEY", "timestamptz '2024-03-31 00:00Z' + g * interval '1 s'");
    KEYS.put("k char(12) PRIMARY KEY", "g::text");
    KEYS.put("k inet PRIMARY KEY", "inet '10.0.0.0' + g");
    KEYS.put("k boolean, l int, PRIMARY KEY (k, l)", "g % 2 = 0, g");
    KEYS.put("k date, l text, PRIMARY KEY (k, l)", "date '2024-01-01' + g % 28, 'l' || g");
    VALUES.put("text", "repeat(md5((g + %d)::text), 3)");
    VALUES.put("double precision", "(g + %d) * 1e-300");
    VALUES.put("jsonb", "jsonb_build_object('n', g + %d, 'none', NULL)");
    VALUES.put("bytea", "decode(md5((g + %d)::text), 'hex')");
    VALUES.put("timestamp", "timestamp '2000-01-01' + (g + %d) * interval '1 ms'");
    VALUES.put("numeric", "(g + %d) * 1.000000001");
    VALUES.put("text[]", "ARRAY[md5((g + %d)::text), NULL, '', 'a,\"b']");
    VALUES.put("interval", "(g + %d) * interval '1 month 1 s'");
    VALUES.put("boolean", "(g + %d) %% 2 = 0");
  }

  @Test
  void isCutOverByTheFirstOrderThatTheGateTakes() throws Exception {
    // given tables that were found equal
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    Legacy legacy = new Legacy(stack, api, NAME).schema("public", "burst");
    List<String> updates = new ArrayList<>();
    for (Map.Entry<String, String> key : KEYS.entrySet()) {
      for (Map.Entry<String, String> value : VALUES.entrySet()) {
        String table = "t" + updates.size();
        legacy.execute(
            "CREATE TABLE %s (%s, g int, v %s)".formatted(table, key.getKey(), value.getKey()),
            "INSERT INTO %s SELECT %s, g, %s FROM generate_series(1, %d) g"
                .formatted(table, key.getValue(), value.getValue().formatted(0), 4 * ROWS));
        updates.add("UPDATE " + table + " SET v = " + value.getValue() + " WHERE g %% 4 = %d");
      }
    }
    legacy.execute(
        "CREATE TABLE keyless (said text)",
        "INSERT INTO keyless SELECT 'line ' || g FROM generate_series(1, 1000) g");
    legacy.replicate(LIMIT);
    legacy.awaitVerdicts(updates.size() + 1, LIMIT);

    // when a quarter of all rows changes, twice, and the order comes at once
    long begun = System.nanoTime();
    for (int burst : List.of(1, 2)) {
      legacy.inTransaction(
          updates.stream().map(sql -> sql.formatted(burst, burst)).toArray(String[]::new));
    }
    legacy.execute("UPDATE keyless SET said = said || '!' WHERE said LIKE '%7'");
    long changed = System.nanoTime();
    api.postOnceOpen(NAME, "cutover");
    long taken = System.nanoTime();
    await().atMost(LIMIT).until(() -> !api.state(NAME).equals("CuttingOver"));
    long over = System.nanoTime();

    // then
    JsonNode view = api.get(NAME);
    assertThat(api.state(NAME)).as(view.path("cutover").toString()).startsWith("Switch");
    assertThat(view.at("/cutover/error").isObject()).isFalse();
    System.out.printf(
        "%d tables, %d rows: changed in %d ms, gate open after %d ms, cut over in %d ms, pause %s%n",
        updates.size() + 1,
        updates.size() * 4 * ROWS,
        (changed - begun) / 1_000_000,
        (taken - changed) / 1_000_000,
        (over - taken) / 1_000_000,
        view.at("/cutover/pause"));
    legacy.awaitEqual(LIMIT);
  }
}
