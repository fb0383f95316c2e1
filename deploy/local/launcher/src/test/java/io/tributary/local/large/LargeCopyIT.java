package io.tributary.local.large;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.LocalStack;
import java.net.URI;
import java.sql.Connection;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Tables that are larger than the heap of the services that copy them, 96 MB each. */
class LargeCopyIT {
  private static final int ROWS = 15_000;
  private static final long BYTES = 150_000_000;

  private static TestStack stack;
  private static URI orchestrator;
  private static LocalStack services;

  @BeforeAll
  static void start() throws Exception {
    stack = TestStack.shared();
    orchestrator = URI.create("http://127.0.0.1:" + LoopbackPort.free());
    services =
        stack.services("tight", "96m", orchestrator, LoopbackPort.free(), LoopbackPort.free());
  }

  @AfterAll
  static void stop() {
    services.close();
  }

  @Test
  void aTableOf150MegabytesIsCopiedThrough96MegabytesOfHeap() throws Exception {
    // given
    Legacy legacy =
        new Legacy(stack, stack.api(orchestrator), "large-table").schema("public", "large");
    legacy.execute(
        "CREATE TABLE doc (id int PRIMARY KEY, body text)",
        "INSERT INTO doc SELECT g, repeat(lpad(g::text, 10, '0'), 1000)"
            + " FROM generate_series(1, %d) g".formatted(ROWS));

    // when
    legacy.replicate(Legacy.LIMIT);

    // then
    try (Connection target = stack.target.connect("large-table")) {
      assertThat(SqlitePrint.rows(target, right("large"))).containsExactly(all());
    }
    assertThat(legacy.source().path("stream").path("bytes").asLong()).isGreaterThan(BYTES);
    legacy.awaitVerdicts(1, Legacy.LIMIT);
    legacy.remove();
  }

  @Test
  void anSqliteFileOf150MegabytesIsCopiedThrough96MegabytesOfHeap() throws Exception {
    // given
    SqliteLegacy legacy =
        new SqliteLegacy(stack, stack.api(orchestrator), "large-file", "on-invalid: stop");
    legacy.run(
        """
        CREATE TABLE doc (id INTEGER PRIMARY KEY, body TEXT);
        WITH RECURSIVE g(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM g WHERE id < %d)
        INSERT INTO doc
        SELECT id, replace(printf('%%1000s', ''), ' ', printf('%%010d', id)) FROM g\
        """
            .formatted(ROWS));

    // when
    legacy.replicate();

    // then
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, right("\"large-file\""))).containsExactly(all());
    }
    assertThat(legacy.verdicts().values()).containsExactly("EQUAL %d+0".formatted(ROWS));
    legacy.abort();
  }

  /** How many rows there are, and how many hold what was written under their key. */
  private static String right(String schema) {
    return """
    SELECT count(*) AS n,
           count(*) FILTER (WHERE body = repeat(lpad(id::text, 10, '0'), 1000)) AS good
    FROM %s.doc\
    """
        .formatted(schema);
  }

  private static String all() {
    return "n=%1$d|good=%1$d|".formatted(ROWS);
  }
}
