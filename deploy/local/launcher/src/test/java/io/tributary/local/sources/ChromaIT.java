package io.tributary.local.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.chroma.QueueOperation;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.sql.Connection;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A Chroma directory whose collections come, go and lose records, from its start to the end. */
class ChromaIT {
  private static final String NOTES = "notes";

  @Test
  void movesCollectionsThatComeAndGoWhileTheConnectorIsKilled() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    OperatorApi api = stack.api();
    try (ChromaLegacy legacy =
        new ChromaLegacy(
            stack,
            api,
            "chroma-life",
            "{accept-quarantined: {legacy: [default_database.frail/lost]}}")) {
      legacy.create(NOTES, "l2", 3);
      legacy.create("wisdom", "ip", 2);
      for (int i = 0; i < 40; i++) {
        legacy.upsert(NOTES, "n" + i, "note " + i, i, -0.5f, 0.125f);
        legacy.upsert("wisdom", "w" + i, "wise " + i, i, i + 0.25f);
      }
      legacy.application.persist(ChromaLegacy.DATABASE, NOTES);
      legacy.create("frail", "l2", 3);
      legacy.upsert("frail", "lost", "its vector is gone", 1, 2, 3);
      legacy.lose("frail", "lost");

      // when
      legacy.replicate();
      assertThat(legacy.inTarget(NOTES, "wisdom")).isEqualTo(legacy.expected());
      stack.kill("connect");
      legacy.upsert(NOTES, "n1", "changed", 7, 8, 9);
      legacy.delete(NOTES, "n2");
      legacy.application.persist(ChromaLegacy.DATABASE, NOTES);
      legacy.drop("wisdom");
      legacy.create("wisdom", "l2", 4);
      legacy.upsert("wisdom", "w1", "of another dimension", 1, 2, 3, 4);
      legacy.create("later", "ip", 2);
      legacy.upsert("later", "l1", "new", 5, 6);
      legacy.write(NOTES, QueueOperation.upsert("nan", Float.NaN, 1, 2).with(Map.of("k", 1L)));

      // then
      awaitEqual(legacy);
      assertThat(indexes(legacy))
          .contains("vector_l2_ops")
          .contains("vector_ip_ops")
          .contains("vector_wisdom_hnsw")
          .contains("vector_later_hnsw");
      await()
          .atMost(ChromaLegacy.LIMIT)
          .untilAsserted(
              () ->
                  assertThat(legacy.quarantine().toString())
                      .contains("[\"lost\"]", "NULL_VALUE", "[\"nan\"]", "OUT_OF_RANGE"));
      assertThat(legacy.verdicts())
          .containsEntry("default_database.notes", "EQUAL 39+1")
          .containsEntry("default_database.frail", "EQUAL 0+1")
          .containsEntry("default_database.wisdom", "EQUAL 1+0")
          .containsEntry("default_database.later", "EQUAL 1+0");

      // when the cutover is asked for, which nobody has accepted every record of
      JsonNode refused = api.tryPost("chroma-life", "cutover", "too-early").body();

      // then
      assertThat(refused.toString())
          .contains("the file does not accept default_database.notes/nan.")
          .doesNotContain("frail/lost");

      // when the application writes it anew
      legacy.upsert(NOTES, "nan", "mended", 0, 1, 2);
      awaitEqual(legacy);
      legacy.verdicts();
      legacy.cutOver();

      // then
      assertThat(legacy.inTarget(NOTES, "wisdom", "later")).isEqualTo(legacy.expected());
      assertThatThrownBy(() -> legacy.upsert(NOTES, "late", "too late", 1, 2, 3))
          .hasMessageContaining("moved to");
      legacy.complete();
    }
  }

  private static void awaitEqual(ChromaLegacy legacy) {
    await()
        .atMost(ChromaLegacy.LIMIT)
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(legacy.inTarget(NOTES, "wisdom", "later")).isEqualTo(legacy.expected()));
  }

  private static String indexes(ChromaLegacy legacy) throws Exception {
    try (Connection target = legacy.target()) {
      return SqlitePrint.rows(
              target, "SELECT indexdef AS d FROM pg_indexes WHERE indexdef LIKE '%USING hnsw%'")
          .toString();
    }
  }
}
