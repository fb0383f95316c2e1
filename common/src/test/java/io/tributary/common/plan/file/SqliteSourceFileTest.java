package io.tributary.common.plan.file;

import static io.tributary.common.plan.file.MigrationFileTest.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.common.json.Json;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteSourceFileTest {

  @Test
  void readsTheDocumentedExample() {
    // when
    Source source = MigrationFile.parse(ExampleFile.sqlite()).source("agents");

    // then
    assertThat(source.kind()).isEqualTo(SourceKind.SQLITE);
    assertThat(source.converted().path()).isEqualTo("/srv/agents/agents.db");
    assertThat(source.sqlite().ddlFile()).isNull();
    assertThat(source.converted().onInvalid()).isEqualTo(OnInvalid.QUARANTINE);
    assertThat(source.converted().enforceSizes()).isTrue();
    assertThat(source.converted().zone()).isEqualTo("Europe/Berlin");
    TableRule agents = source.converted().table("agents");
    assertThat(agents.to()).isEqualTo("agent");
    assertThat(agents.column("scratch").drop()).isTrue();
    assertThat(agents.column("origin").constant()).isEqualTo("phase-1");
    assertThat(agents.column("capabilities").to()).isEqualTo("skills");
    assertThat(agents.column("created_at").convert()).isEqualTo("timestamptz");
    assertThat(agents.column("created_at").options())
        .containsOnly(entry("current-timestamp-zone", "UTC"), entry("epoch", "by-digits"));
    assertThat(agents.column("status").options())
        .containsEntry("labels", "[\"idle\",\"active\",\"busy\",\"error\",\"offline\"]");
    assertThat(source.targetOf(new TableName("main", "agents")))
        .contains(new TableName("agents", "agent"));
  }

  @Test
  void travelsAsJson() {
    // given
    Source source = MigrationFile.parse(ExampleFile.sqlite()).source("agents");

    // when
    byte[] json = Json.text(source).getBytes(StandardCharsets.UTF_8);

    // then
    assertThat(Json.read(json, Source.class)).isEqualTo(source);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "file: /srv/agents/agents.db | file: agents.db | BAD_VALUE | 8 | absolute path",
        "file: /srv/agents/agents.db | ddl: /a.sql | MISSING_KEY | 6 | \"file\" is missing",
        "file: /srv/agents/agents.db | connection: {} | UNKNOWN_KEY | 8 | file: /path/to/it",
        "on-invalid: quarantine | on-invalid: quarantin | BAD_VALUE | 10 | \"quarantine\"",
        "on-invalid: quarantine | initial-copy: fast | BAD_VALUE | 10 | copy, stream",
        "on-invalid: quarantine | large-objects: leave | UNKNOWN_KEY | 10 | no large objects",
        "on-invalid: quarantine | functions-unverified: accepted | UNKNOWN_KEY | 10 | no functions",
        "on-invalid: quarantine | schema-changes: follow | BAD_VALUE | 10 | write stop",
        "on-invalid: quarantine | enforce-sizes: never | WRONG_TYPE | 10 | true or false",
        "zone: Europe/Berlin | zone: Europe/Berln | BAD_VALUE | 11 | mean \"Europe/Berlin\"?",
        "from: main | from: public | BAD_VALUE | 9 | are in main",
        "exclude: [ | tables: {a: b}, exclude: [ | UNKNOWN_KEY | 9 | \"tables\" of the source",
        "convert: uuid | convert: uid | BAD_VALUE | 16 | mean \"uuid\"?",
        "namespace: 1f0c2a5e- | namespace: 1 | BAD_VALUE | 16 | uuidgen",
        "namespace: | name-space: | UNKNOWN_KEY | 16 | mean \"namespace\"?",
        "convert: jsonb | convert: jsonb, zone: UTC | UNKNOWN_KEY | 17 | no option \"zone\"",
        "convert: jsonb | zone: UTC | UNKNOWN_KEY | 17 | convert: timestamptz or",
        "epoch: by-digits | epoch: digits | BAD_VALUE | 18 | seconds, millis",
        "epoch: by-digits | digits: 9 | BAD_VALUE | 18 | from 0 to 6",
        "epoch: by-digits | change: before | BAD_VALUE | 18 | offset-before",
        "epoch: by-digits | zone: local | BAD_VALUE | 18 | is no zone",
        "labels: [idle, | labels: [[], | WRONG_TYPE | 19 | one value",
        "{drop: true} | {drop: true, to: x} | BAD_VALUE | 20 | has no \"to\"",
        "{drop: true} | {dorp: true} | UNKNOWN_KEY | 20 | mean \"drop\"?",
        "{drop: true} | {convert: vector, dimension: 0} | BAD_VALUE | 20 | from 1 to 16000",
        "{drop: true} | {convert: bytes, encoding: b64} | BAD_VALUE | 20 | base64-url",
        "{drop: true} | {convert: real, bits: 16} | BAD_VALUE | 20 | 32, 64",
        "{drop: true} | {convert: numeric, scale: 2} | BAD_VALUE | 20 | needs a precision",
        "constant: phase-1 | constant: ~ | WRONG_TYPE | 21 | one value",
        "varchar(20)} | text; drop} | BAD_VALUE | 21 | is no type",
      })
  void namesProblemLineAndWhatToWrite(
      String piece, String replacement, String error, int line, String message) {
    // when
    List<FileProblem> problems =
        problems(ExampleFile.with(ExampleFile.sqlite(), piece, replacement));

    // then
    assertThat(problems)
        .extracting(FileProblem::code, FileProblem::line)
        .contains(tuple("TRB-PLAN-" + error.replace('_', '-'), line));
    assertThat(problems).anyMatch(p -> p.line() == line && p.message().contains(message));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "file: /a.db | connection: {host",
        "zone: UTC | is for sources of kind sqlite",
        "ddl: /a.sql | copied as it is",
        "tables: {} | tables: {table: target schema}",
      })
  void refusesKeysOfSqliteForPostgresql(String key, String message) {
    // when
    List<FileProblem> problems =
        problems(
            ExampleFile.with(
                "    schemas: [{from: public", "    " + key + "\n    schemas: [{from: public"));

    // then
    assertThat(problems)
        .singleElement()
        .satisfies(p -> assertThat(p.code()).isEqualTo("TRB-PLAN-UNKNOWN-KEY"))
        .satisfies(p -> assertThat(p.line()).isEqualTo(21))
        .satisfies(p -> assertThat(p.message()).contains(message));
  }

  @Test
  void movesAFileOnce() {
    // given
    String text = ExampleFile.sqlite();
    String again =
        text.replace("{agents: {role: agents}}", "{agents: {role: agents}, b: {role: b}}")
            + "  - name: again\n    kind: sqlite\n    file: /srv/agents/agents.db\n"
            + "    schemas: [{from: main, to: b}]\n";

    // then
    assertThat(problems(again))
        .singleElement()
        .satisfies(p -> assertThat(p.message()).contains("\"agents\" moves this file already"));
  }
}
