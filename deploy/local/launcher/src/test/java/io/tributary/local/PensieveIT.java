package io.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** A screen recorder's file with virtual tables whose modules are not there. */
class PensieveIT {

  @Test
  void movesItsOwnTablesAndLeavesVirtualTablesBehind() throws Exception {
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
    TreeMap<String, String> verdicts = legacy.verdicts();

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
    }
    legacy.abort();
  }
}
