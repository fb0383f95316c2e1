package io.tributary.checks.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SqliteMappingCheckTest {

  @Test
  void tellsThatFullTextTablesStayBehindWithADdlFile() {
    // given
    MappingBasis basis =
        MappingBasis.ofFile(
            List.of(
                new MasterEntry("table", "note", "note", "CREATE TABLE note (body TEXT)"),
                new MasterEntry(
                    "table",
                    "note_fts",
                    "note_fts",
                    "CREATE VIRTUAL TABLE note_fts USING fts5(body, content = 'note')")),
            Map.of(),
            List.of());
    Source source =
        SqliteSource.of(
                "legacy", "/x.db", new SchemaMapping("main", "app", Map.of(), List.of(), List.of()))
            .withDdlFile("/x.sql");

    // when
    List<PreflightCheck> checks =
        new SqliteMappingCheck()
            .look(
                new SqliteReading(
                    new MovingSource(null, source),
                    new TopicNames("tributary"),
                    null,
                    basis,
                    true));

    // then
    assertThat(checks)
        .extracting(PreflightCheck::finding)
        .anyMatch(finding -> finding.startsWith("VIRTUAL_TABLE_LEFT_OUT (1): note_fts"));
  }
}
