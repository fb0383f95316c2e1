package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.common.json.Json;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.DatabaseCreate;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.SchemaRights;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.source.InitialCopy;
import io.tributary.common.plan.source.LargeObjects;
import io.tributary.common.plan.source.SchemaChanges;
import io.tributary.common.plan.source.Source;
import io.tributary.common.secret.SecretRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationFileTest {

  @Test
  void readsTheDocumentedExample() {
    // when
    Migration migration = MigrationFile.parse(ExampleFile.text());

    // then
    assertThat(migration.name()).isEqualTo("assistants");
    assertThat(migration.target().connection())
        .isEqualTo(
            new DatabaseAddress(
                "127.0.0.1",
                5432,
                "unified",
                "tributary",
                SecretRef.env("TARGET_PASSWORD"),
                TlsMode.PREFER));
    assertThat(migration.target().schemas())
        .containsEntry(
            "n8n",
            new TargetSchema(
                "n8n",
                SecretRef.file("/run/secrets/n8n"),
                false,
                new SchemaRights(DatabaseCreate.YES)))
        .containsEntry("letta_embeddings", new TargetSchema("letta", null, false));
    Source letta = migration.source("letta");
    assertThat(letta.targetOf(new TableName("public", "archival_passages")))
        .contains(new TableName("letta_embeddings", "archival_passages"));
    assertThat(letta.targetOf(new TableName("public", "tmp_x"))).isEmpty();
    assertThat(migration.cutover().switchActions())
        .containsExactly(
            new SwitchAction.EnvFile(
                "/srv/letta/.env",
                Map.of(
                    "LETTA_PG_URI",
                    "postgresql://letta:${env:LETTA_DB_PASSWORD}@127.0.0.1:5432/unified")),
            new SwitchAction.Command(List.of("docker", "compose", "restart", "letta"), 300_000),
            new SwitchAction.Webhook("http://127.0.0.1:9000/switched", 5_000));
    assertThat(migration.validation()).isEqualTo(ValidationSettings.defaults());
  }

  @Test
  void takesDefaultsForWhatIsNotWritten() {
    // given
    String example = ExampleFile.text();

    // when
    Migration migration = MigrationFile.parse(example.substring(0, example.indexOf("cutover:")));

    // then
    assertThat(migration.cutover()).isEqualTo(CutoverSettings.defaults());
    assertThat(migration.source("n8n").postgres().connection().tls().mode())
        .isEqualTo(TlsMode.PREFER);
  }

  @Test
  void stopsAtChangesOfTheSchemaUnlessTheFileSaysFollow() {
    // given
    String asked =
        ExampleFile.with("kind: postgresql", "kind: postgresql\n    schema-changes: follow");
    String misspelt =
        ExampleFile.with("kind: postgresql", "kind: postgresql\n    schema-changes: folow");

    // then
    assertThat(MigrationFile.parse(ExampleFile.text()).sources().get(0).schemaChanges())
        .isEqualTo(SchemaChanges.STOP);
    assertThat(MigrationFile.parse(asked).sources().get(0).schemaChanges())
        .isEqualTo(SchemaChanges.FOLLOW);
    assertThat(problems(misspelt).get(0).message()).contains("did you mean \"follow\"?");
  }

  @Test
  void reportsAllProblemsAtOnceInTheFilesOrder() {
    // given
    String yaml =
        ExampleFile.with("extensions-schema", "extension-schema")
            .replace("kind: postgresql", "kind: postgres")
            .replace("max-lag-millis: 1000", "max-lag-millis: soon");

    // when
    List<FileProblem> problems = problems(yaml);

    // then
    assertThat(problems)
        .extracting(FileProblem::code, FileProblem::line)
        .containsExactly(
            tuple("TRB-PLAN-UNKNOWN-KEY", 4),
            tuple("TRB-PLAN-SOURCE-KIND", 11),
            tuple("TRB-PLAN-SOURCE-KIND", 19),
            tuple("TRB-PLAN-WRONG-TYPE", 24));
    assertThat(problems.get(0).message()).contains("did you mean \"extensions-schema\"");
    assertThat(problems.get(0).key()).isEqualTo("target.extension-schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{role: rag} | SCHEMA_NOT_USED",
        "{role: rag, prepare: true} | none",
        "{role: rag, prepare: /srv/rag.sql} | none",
        "{role: rag, prepare: rag.sql} | BAD_VALUE",
        "{role: rag, prepare: false} | BAD_VALUE",
        "{role: rag, prepare: [a]} | WRONG_TYPE",
      })
  void takesASchemaThatNothingMovesIntoWhenItIsPrepared(String schema, String error) {
    // given
    String yaml =
        ExampleFile.with("public\n  schemas:\n", "public\n  schemas:\n    rag: " + schema + "\n");

    // when
    List<FileProblem> problems = error.equals("none") ? none(yaml) : problems(yaml);

    // then
    assertThat(problems)
        .extracting(FileProblem::code)
        .isEqualTo(
            error.equals("none") ? List.of() : List.of("TRB-PLAN-" + error.replace('_', '-')));
    assertThat(problems).allSatisfy(problem -> assertThat(problem.line()).isEqualTo(6));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "migration: assistants | migration: Assistants | BAD_NAME | 1",
        "migration: assistants | migration: [a] | WRONG_TYPE | 1",
        "port: 5432, | port: 0x10, | WRONG_TYPE | 3",
        "port: 5432, | port: 70000, | BAD_VALUE | 3",
        "port: 5432, | port: 5432, port: 1, | DUPLICATE_KEY | 3",
        "user: tributary | user: 'no' | none | 0",
        "user: tributary | user: no | WRONG_TYPE | 3",
        "user: tributary, | '' | MISSING_KEY | 3",
        "tls: prefer | tls: preferred | BAD_VALUE | 3",
        "role: n8n | role: tributary | BAD_VALUE | 8",
        "{role: letta} | {role: letta, password: {env: OTHER}} | ROLE_CONFLICT | 7",
        "allow-non-empty: false | allow-non-empty: 'off' | WRONG_TYPE | 8",
        "allow-non-empty: false | database-create: 'yes' | WRONG_TYPE | 8",
        "allow-non-empty: false | functions-unverified: true | BAD_VALUE | 8",
        "allow-non-empty: false | functions-unverified: accepted | none | 0",
        "allow-non-empty: false | prepare: true | BAD_VALUE | 8",
        "{file: /run/secrets/n8n} | {file: secrets/n8n} | BAD_VALUE | 8",
        "{file: /run/secrets/n8n} | {file: /n, env: N} | BAD_VALUE | 8",
        "{file: /run/secrets/n8n} | hunter2 | PASSWORD_IN_PLAIN | 8",
        "name: n8n | name: letta | SOURCE_TWICE | 18",
        "port: 5433, database: n8n | port: 5432, database: unified | SOURCE_IS_TARGET | 20",
        "exclude: ['tmp_*'] | exclude: [source_passages] | TABLE_EXCLUDED | 17",
        "{from: public, to: n8n} | {from: public, to: n8n}, {from: public, to: n8n} | SCHEMA_TWICE"
            + " | 21",
        "abort-cutover | abort | BAD_VALUE | 25",
        "wait-millis: 2000 | wait-millis: 10000 | BAD_VALUE | 26",
        "${env:LETTA_DB_PASSWORD} | hunter2 | PASSWORD_IN_PLAIN | 28",
        "path: /srv/letta/.env | path: .env | BAD_VALUE | 28",
        "set: { | set: {DB_PASSWORD: hunter2, | PASSWORD_IN_PLAIN | 28",
        "set: { | set: {apiToken: hunter2, | PASSWORD_IN_PLAIN | 28",
        "set: { | set: {N8N_ENCRYPTION_KEY: hunter2, | PASSWORD_IN_PLAIN | 28",
        "set: { | set: {DB_PASSWORD: '${env:PW}', TOKEN_TTL: '60', PASSWORD_FILE: /p, KEYSPACE: a,"
            + " | none | 0",
        "restart, letta] | restart, --token=hunter2] | PASSWORD_IN_PLAIN | 29",
        "restart, letta] | restart, --password, hunter2] | PASSWORD_IN_PLAIN | 29",
        "restart, letta] | restart, '${env:PW}'] | BAD_VALUE | 29",
        "restart, letta], | restart, letta], environment: {PGPASSWORD: hunter2}, |"
            + " PASSWORD_IN_PLAIN | 29",
        "restart, letta], | restart, letta], environment: {LD_PRELOAD: /x.so}, | BAD_NAME | 29",
        "restart, letta], | restart, letta], environment: {PG_PASSWORD: '${env:PW}'}, | none | 0",
        "http://127.0.0.1:9000/switched | ftp://x/y | BAD_VALUE | 30",
        "- webhook: | - webhooks: | UNKNOWN_KEY | 30",
      })
  void namesProblemAndLine(String piece, String replacement, String error, int line) {
    // given
    String yaml = ExampleFile.with(piece.replace('\'', '"'), replacement.replace('\'', '"'));

    // when
    List<FileProblem> problems = error.equals("none") ? none(yaml) : problems(yaml);

    // then
    assertThat(problems.isEmpty()).isEqualTo(error.equals("none"));
    assertThat(problems)
        .filteredOn(problem -> problem.code().equals("TRB-PLAN-" + error.replace('_', '-')))
        .hasSize(problems.isEmpty() ? 0 : 1)
        .allSatisfy(problem -> assertThat(problem.line()).isEqualTo(line));
  }

  @Test
  void neverRepeatsAPassword() {
    // given
    String yaml =
        ExampleFile.with("{file: /run/secrets/n8n}", "hunter2")
            .replace("${env:LETTA_DB_PASSWORD}", "hunter2");

    // when
    MigrationFileException refused = refused(yaml);

    // then
    assertThat(refused.problems()).hasSize(2);
    assertThat(refused.getMessage()).contains("{env: NAME}").doesNotContain("hunter2");
  }

  @Test
  void neverRepeatsTheLineOfASyntaxError() {
    // when
    MigrationFileException refused = refused("a: b\nc: {password: \"hunter2\n");

    // then
    assertThat(refused.problems()).extracting(FileProblem::code).containsExactly("TRB-PLAN-SYNTAX");
    assertThat(refused.getMessage()).doesNotContain("hunter2");
  }

  @Test
  void copiesTheRowsOfTheStartUnlessTheFileSaysThatTheyStream() {
    // given
    String kind = "kind: postgresql";

    // when
    Migration silent = MigrationFile.parse(ExampleFile.with(kind, kind));
    Migration told =
        MigrationFile.parse(ExampleFile.with(kind, kind + "\n    initial-copy: stream"));

    // then
    assertThat(silent.sources().get(0).initialCopy()).isEqualTo(InitialCopy.COPY);
    assertThat(told.sources().get(0).initialCopy()).isEqualTo(InitialCopy.STREAM);
    assertThat(problems(ExampleFile.with(kind, kind + "\n    initial-copy: fast")))
        .isNotEmpty()
        .allMatch(problem -> problem.message().contains("stream"));
  }

  @Test
  void leavesLargeObjectsOnlyWhenToldTo() {
    // given
    String kind = "kind: postgresql";

    // when
    Migration silent = MigrationFile.parse(ExampleFile.text());
    Migration told =
        MigrationFile.parse(ExampleFile.with(kind, kind + "\n    large-objects: leave"));
    String older = Json.text(silent.source("n8n")).replace(",\"largeObjects\":\"REFUSE\"", "");

    // then
    assertThat(silent.source("n8n").postgres().largeObjects()).isEqualTo(LargeObjects.REFUSE);
    assertThat(told.source("n8n").postgres().largeObjects()).isEqualTo(LargeObjects.LEAVE);
    assertThat(older).doesNotContain("largeObjects");
    assertThat(Json.read(older.getBytes(StandardCharsets.UTF_8), Source.class))
        .isEqualTo(silent.source("n8n"));
    assertThat(problems(ExampleFile.with(kind, kind + "\n    large-objects: move")))
        .allMatch(p -> p.message().contains("leave"));
  }

  @Test
  void saysWhichKindsOfSourceCanMove() {
    // when
    List<FileProblem> problems = problems(ExampleFile.with("kind: postgresql", "kind: oracle"));

    // then
    assertThat(problems)
        .hasSize(2)
        .allMatch(p -> p.message().contains("is not one of"))
        .allMatch(p -> p.message().contains("chroma"));
  }

  private static List<FileProblem> none(String yaml) {
    MigrationFile.parse(yaml);
    return List.of();
  }

  static List<FileProblem> problems(String yaml) {
    return refused(yaml).problems();
  }

  static MigrationFileException refused(String yaml) {
    return catchThrowableOfType(MigrationFileException.class, () -> MigrationFile.parse(yaml));
  }
}
