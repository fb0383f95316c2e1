package io.tributary.checks.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.topic.TopicNames;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationListCheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "ddl: /srv/app.sql", "ddl: existing"})
  void namesListsThatMoveAndWhatLeavesThemOutBesideWhatIsLeftOutAlready(String ddl) {
    // when
    List<PreflightCheck> checks = look("exclude: [\"cache_*\", old]", ddl);

    // then
    assertThat(checks)
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.WARNING);
              assertThat(check.code()).isEqualTo("TRB-PREFLIGHT-MIGRATION-LIST");
              assertThat(check.finding()).startsWith("Migrations, typeorm_metadata: ");
              assertThat(check.fix())
                  .contains("`exclude: [\"cache_*\", old, Migrations, typeorm_metadata]`");
            });
  }

  @Test
  void takesWhatItPrints() {
    // given
    String printed = look("exclude: [\"a\\\"b\\\\\", \"true\"]", "").get(0).fix();
    String line = printed.substring(printed.indexOf('`') + 1, printed.lastIndexOf('`'));

    // when, then
    assertThat(moving(line, "").source().schemas().get(0).exclude())
        .containsExactly("a\"b\\", "true", "Migrations", "typeorm_metadata");
    assertThat(look(line, "")).isEmpty();
  }

  @Test
  void saysNothingOfAListWhoseRowsTheFileDecidesAbout() {
    assertThat(
            look(
                "exclude: [typeorm_metadata]",
                "ddl: existing\n    tables: {Migrations: {existing-rows: replace}}"))
        .isEmpty();
  }

  private static List<PreflightCheck> look(String mapping, String more) {
    List<MasterEntry> entries =
        Stream.of("note", "Migrations", "typeorm_metadata", "cache_1")
            .map(
                table ->
                    new MasterEntry(
                        "table", table, table, "CREATE TABLE " + table + " (id INTEGER)"))
            .toList();
    return new MigrationListCheck()
        .look(
            new SqliteReading(
                moving(mapping, more),
                new TopicNames("tributary"),
                null,
                MappingBasis.ofFile(entries, Map.of(), List.of()),
                true));
  }

  private static MovingSource moving(String mapping, String more) {
    var migration =
        MigrationFile.parse(
            """
            migration: m
            target: {connection: {host: localhost, database: d, user: u}, schemas: {app: {role: app}}}
            sources:
              - name: legacy
                kind: sqlite
                file: /srv/app.db
                schemas: [{from: main, to: app, %s}]
                %s
            """
                .formatted(mapping, more));
    return new MovingSource(migration, migration.source("legacy"));
  }
}
