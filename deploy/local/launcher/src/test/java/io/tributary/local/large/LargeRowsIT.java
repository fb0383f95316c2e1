package io.tributary.local.large;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rows of 50 MB, with the heaps that everything has by default; and one that is larger. */
class LargeRowsIT {
  private static final Duration LIMIT = Duration.ofMinutes(8);
  private static final String FIFTY_MEGABYTES = "repeat('0123456789', 5000000)";

  @Test
  void of50MegabytesArriveAndALargerOneStopsTheStreamByName() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy = new Legacy(stack, stack.api(), "large-rows").schema("public", "large");
    legacy.execute(
        "CREATE TABLE scan (id int PRIMARY KEY, n int, image bytea, text text)",
        "INSERT INTO scan SELECT g, 0, NULL, %s || g FROM generate_series(1, 2) g"
            .formatted(FIFTY_MEGABYTES));
    legacy.replicate(LIMIT);

    // when
    legacy.inTransaction(
        "INSERT INTO scan VALUES (11, 0, convert_to(%s, 'UTF8'), NULL)".formatted(FIFTY_MEGABYTES),
        "INSERT INTO scan VALUES (12, 0, convert_to(%s, 'UTF8'), '')".formatted(FIFTY_MEGABYTES));
    legacy.execute(
        "UPDATE scan SET n = n + 1",
        "UPDATE scan SET text = upper(left(text, 10)) WHERE id = 2",
        "UPDATE scan SET id = 100 WHERE id = 1",
        "DELETE FROM scan WHERE id = 11");

    // then
    legacy.awaitEqual(LIMIT);
    legacy.awaitVerdicts(1, LIMIT);

    // when
    legacy.execute(
        "INSERT INTO scan VALUES (66, 0, convert_to(%s || %s, 'UTF8'), NULL)"
            .formatted(FIFTY_MEGABYTES, "repeat('x', 10000000)"));

    // then
    await()
        .atMost(LIMIT)
        .untilAsserted(
            () ->
                assertThat(legacy.source().path("error").path("message").asText())
                    .contains("public.scan")
                    .contains("id=66")
                    .contains("the limit is 104857600"));
    assertThat(legacy.source().path("error").path("code").asText())
        .isEqualTo("TRB-CAPTURE-ROW-TOO-LARGE");
    legacy.remove();
  }
}
