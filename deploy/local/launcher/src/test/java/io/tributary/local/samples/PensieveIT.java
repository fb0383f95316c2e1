package io.tributary.local.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.SqlitePrint;
import io.tributary.local.fixture.TestStack;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * A screen recorder's file with virtual tables whose modules are not there: its vectors move, its
 * full-text index does not.
 */
class PensieveIT {
  private static final int PASSES = 10;

  @Test
  void movesItsOwnTablesAndItsVectors() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    SqliteLegacy legacy =
        new SqliteLegacy(stack, stack.api(), "pensieve", "on-invalid: quarantine");
    Path root = Path.of(System.getProperty("tributary.root"));
    try (InputStream in =
        new GZIPInputStream(
            Files.newInputStream(root.resolve("deploy/samples/pensieve/legacy.db.gz")))) {
      Files.copy(in, legacy.file);
    }
    legacy.journal("WAL");

    // when
    legacy.replicate();
    legacy.run(
        "UPDATE entities SET size = size + 1 WHERE id % 7 = 0;"
            + "INSERT INTO tags (name) VALUES ('x'), ('x');"
            + "DELETE FROM metadata_entries WHERE id % 50 = 0;");
    TreeMap<Long, List<Object>> expected = PensieveVectors.expected(root);
    try (Connection target = legacy.target()) {
      assertThat(PensieveVectors.rows(target)).hasSize(68).isEqualTo(expected);
    }
    legacy.run(PensieveVectors.CHANGES);
    PensieveVectors.change(expected);
    try (Connection target = legacy.target()) {
      await()
          .atMost(SqliteLegacy.LIMIT)
          .untilAsserted(() -> assertThat(PensieveVectors.rows(target)).isEqualTo(expected));
    }
    TreeMap<String, String> verdicts = settled(legacy);

    // then
    assertThat(verdicts.keySet())
        .containsExactlyInAnyOrder(
            "main.alembic_version",
            "main.libraries",
            "main.folders",
            "main.plugins",
            "main.library_plugins",
            "main.tags",
            "main.entities",
            "main.entities_vec_v2",
            "main.entity_plugin_status",
            "main.entity_tags",
            "main.metadata_entries");
    assertThat(verdicts.values()).allMatch(verdict -> verdict.startsWith("EQUAL "));
    String entities =
        "SELECT id, size, filepath, file_created_at, created_at FROM %sentities ORDER BY id";
    try (Connection target = legacy.target()) {
      assertThat(SqlitePrint.rows(target, entities.formatted("pensieve.")))
          .hasSize(300)
          .isEqualTo(legacy.rows(entities.formatted("")));
      assertThat(
              SqlitePrint.rows(
                  target,
                  "SELECT indexdef AS d FROM pg_indexes"
                      + " WHERE indexname = 'idx_metadata_active_app'"))
          .allMatch(index -> index.contains("WHERE") && index.contains("active_app"))
          .hasSize(1);
      assertThat(PensieveVectors.rows(target)).isEqualTo(expected);
    }

    // when: the last change of a vector comes right before the fence
    legacy.run(PensieveVectors.LAST);
    PensieveVectors.changeLast(expected);
    legacy.cutOver();

    // then
    assertThat(legacy.source().path("validation").path("verdicts"))
        .allMatch(verdict -> verdict.path("verdict").asText().equals("EQUAL"));
    try (Connection target = legacy.target()) {
      assertThat(PensieveVectors.rows(target)).isEqualTo(expected);
    }
    assertThatThrownBy(() -> legacy.run(PensieveVectors.LAST)).hasMessageContaining("moved to");
    legacy.complete();
  }

  /** A vector that was changed in place is found a moment later; until then it is not settled. */
  private static TreeMap<String, String> settled(SqliteLegacy legacy) throws Exception {
    TreeMap<String, String> verdicts = legacy.verdicts();
    for (int i = 0; i < PASSES && verdicts.toString().contains("UNSETTLED"); i++) {
      verdicts = legacy.verdicts();
    }
    return verdicts;
  }
}
