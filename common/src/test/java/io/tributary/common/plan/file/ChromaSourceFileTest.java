package io.tributary.common.plan.file;

import static io.tributary.common.plan.file.MigrationFileTest.problems;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.source.WhenEmpty;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChromaSourceFileTest {
  private static final String FILE =
      """
      migration: memory
      target:
        connection: {host: db, database: unified, user: postgres, tls-unverified: accepted}
        schemas:
          memory: {role: memory}
      sources:
        - name: chroma
          kind: chroma
          directory: /srv/app/chroma
          schemas: [{from: default_database, to: memory, exclude: ["tmp_*"]}]
          on-invalid: quarantine
          tables:
            notes: {to: note}
      """;

  @Test
  void readsADirectoryAndItsCollections() {
    // when
    Source source = MigrationFile.parse(FILE).source("chroma");

    // then
    assertThat(source.kind()).isEqualTo(SourceKind.CHROMA);
    assertThat(source.converted().path()).isEqualTo("/srv/app/chroma");
    assertThat(source.converted().onInvalid()).isEqualTo(OnInvalid.QUARANTINE);
    assertThat(source.targetOf(new TableName("default_database", "messages")))
        .contains(new TableName("memory", "vector_messages"));
    assertThat(source.targetOf(new TableName("default_database", "notes")))
        .contains(new TableName("memory", "note"));
    assertThat(source.targetOf(new TableName("default_database", "tmp_1"))).isEmpty();
    assertThat(source.targetOf(new TableName("other_database", "messages"))).isEmpty();
    byte[] json = Json.text(source).getBytes(StandardCharsets.UTF_8);
    assertThat(Json.read(json, Source.class)).isEqualTo(source);
  }

  @Test
  void putsTwoDatabasesIntoOneSchema() {
    // when
    Source source =
        MigrationFile.parse(
                FILE.replace(
                    "exclude: [\"tmp_*\"]}]", "exclude: [\"tmp_*\"]}, {from: two, to: memory}]"))
            .source("chroma");

    // then
    assertThat(source.targetOf(new TableName("default_database", "messages")))
        .contains(new TableName("memory", "vector_messages"));
    assertThat(source.targetOf(new TableName("two", "messages")))
        .contains(new TableName("memory", "vector_two_messages"));
  }

  @Test
  void readsWhetherNothingMayMove() {
    assertThat(MigrationFile.parse(FILE).source("chroma").whenEmpty()).isEqualTo(WhenEmpty.REFUSE);
    Source source =
        MigrationFile.parse(FILE.replace("on-invalid: quarantine", "empty: allowed"))
            .source("chroma");
    assertThat(source.whenEmpty()).isEqualTo(WhenEmpty.ALLOWED);
    byte[] json = Json.text(source).getBytes(StandardCharsets.UTF_8);
    assertThat(Json.read(json, Source.class)).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "directory: /srv/app/chroma | directory: chroma | BAD_VALUE | 9 | absolute path",
        "directory: /srv/app/chroma | zone: UTC | MISSING_KEY | 7 | \"directory\" is missing",
        "on-invalid: quarantine | file: /a.db | UNKNOWN_KEY | 11 | directory: /path/to/it",
        "on-invalid: quarantine | connection: {} | UNKNOWN_KEY | 11 | has no connection",
        "on-invalid: quarantine | ddl: /a.sql | UNKNOWN_KEY | 11 | derived from its collections",
        "on-invalid: quarantine | schema-changes: follow | UNKNOWN_KEY | 11 | always followed",
        "on-invalid: quarantine | initial-copy: copy | BAD_VALUE | 11 | come over its stream",
        "exclude: [ | tables: {a: b}, exclude: [ | UNKNOWN_KEY | 10 | \"tables\" of the source",
      })
  void saysWhatIsWrong(String text, String instead, String error, int line, String message) {
    // when
    List<FileProblem> problems = problems(FILE.replace(text, instead));

    // then
    assertThat(problems)
        .anySatisfy(
            problem -> {
              assertThat(problem.code()).isEqualTo(PlanError.valueOf(error).code());
              assertThat(problem.line()).isEqualTo(line);
              assertThat(problem.message()).contains(message);
            });
  }
}
