package io.tributary.cdc.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.schema.dump.FunctionTexts;
import io.tributary.cdc.schema.dump.ProgramVersion;
import io.tributary.cdc.schema.dump.RestoreFailure;
import io.tributary.cdc.schema.dump.SchemaRewriting;
import io.tributary.cdc.schema.dump.SourceSelection;
import io.tributary.cdc.schema.opening.SourceSequences;
import io.tributary.cdc.schema.plan.CatalogObject;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.TriggerState;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.model.TlsMode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.MigrationTarget;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.plan.ValidationSettings;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.source.PostgresSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatementsTest {
  private static final DatabaseAddress PLACE =
      new DatabaseAddress("h", 1, "d", "u", null, TlsMode.DISABLE);
  private static final TableName TABLE = new TableName("app", "T");

  private final Source source =
      PostgresSource.of(
          "s",
          PLACE,
          List.of(
              new SchemaMapping(
                  "public", "main", Map.of("big", "side"), List.of(), List.of("tmp*"))));
  private final SchemaLayout layout =
      new SchemaLayout(
          new MovingSource(
              new Migration(
                  "m",
                  new MigrationTarget(
                      PLACE,
                      "public",
                      Map.of(
                          "main", new TargetSchema("app", null, false),
                          "side", new TargetSchema("app", null, false))),
                  List.of(source),
                  CutoverSettings.defaults(),
                  new ValidationSettings(1, 1)),
              source));

  @Test
  void singleTablesGoElsewhereAndTheRestToTheMainSchema() {
    // given
    Map<String, String> origins = Map.of("tributary_from_0", "public");
    List<CatalogObject> objects =
        List.of(
            object(1, "table", "big", "r", ""),
            object(2, "type", "big", "", ""),
            object(3, "statistics object", "st", "", "big"),
            object(4, "sequence", "free", "S", ""));

    // then
    assertThat(SchemaRewriting.moves(layout, origins, objects))
        .containsExactly(
            "ALTER TABLE x.big SET SCHEMA \"side\"",
            "ALTER TYPE x.big SET SCHEMA \"main\"",
            "ALTER STATISTICS x.st SET SCHEMA \"side\"",
            "ALTER SEQUENCE x.free SET SCHEMA \"main\"");
  }

  @Test
  void schemaWithAFixedExtensionIsNotRenamed() {
    assertThat(SchemaRewriting.stepAside(layout, Set.of()).statements())
        .startsWith("ALTER SCHEMA \"public\" RENAME TO \"tributary_from_0\"");
    assertThat(SchemaRewriting.stepAside(layout, Set.of("public")).statements())
        .noneMatch(statement -> statement.contains("RENAME"));
  }

  @Test
  void tablesThatStayBehindAreNotDumped() {
    assertThat(
            SourceSelection.arguments(
                List.of("o.s"),
                layout,
                List.of(new TableName("public", "t"), new TableName("public", "tmp*1"))))
        .containsExactly("--exclude-schema=\"o.s\"", "--exclude-table=\"public\".\"tmp*1\"");
  }

  @Test
  void oneRoleOwnsSeveralSchemasAndFindsThemAndTheExtensions() {
    assertThat(layout.roles()).hasSize(1);
    assertThat(layout.roles().get(0).searchPath("d", List.of("public")))
        .isEqualTo(
            "ALTER ROLE \"app\" IN DATABASE \"d\" SET search_path = \"main\", \"side\","
                + " \"public\"");
  }

  @Test
  void triggersComeBackAsTheyWereTogetherWithTheGate() {
    assertThat(
            TriggerState.open(
                List.of(TABLE),
                List.of(
                    new TriggerState(TABLE, "a", "O"),
                    new TriggerState(TABLE, "b", "R"),
                    new TriggerState(TABLE, "c", "A"),
                    new TriggerState(TABLE, "d", "D"))))
        .containsExactly(
            "ALTER TABLE ONLY \"app\".\"T\" DISABLE TRIGGER tributary_closed,"
                + " ENABLE TRIGGER \"a\", ENABLE REPLICA TRIGGER \"b\","
                + " ENABLE ALWAYS TRIGGER \"c\", DISABLE TRIGGER \"d\"");
  }

  @Test
  void sequencesAreReadInOneQuery() {
    assertThat(SourceSequences.query(List.of(new TableName("p", "a"), new TableName("p", "b"))))
        .isEqualTo(
            "SELECT 0, last_value, is_called FROM \"p\".\"a\""
                + " UNION ALL SELECT 1, last_value, is_called FROM \"p\".\"b\"");
  }

  @Test
  void textsOfFunctionsFollowTheirObjects() {
    // given: the two schemas swap
    FunctionTexts texts =
        new FunctionTexts(
            Map.of(new TableName("a", "t"), "b", new TableName("b", "U"), "a"), "public");

    // then
    assertThat(texts.body("SELECT t.id, A.T.id FROM a . t, b.\"U\", b.u, xa.t, 'a.t'::regclass"))
        .isEqualTo(
            "SELECT t.id, \"b\".T.id FROM \"b\" . t, \"a\".\"U\", b.u, xa.t, '\"b\".t'::regclass");
    assertThat(texts.path("a, pg_temp")).isEqualTo("\"b\", \"pg_temp\", \"public\"");
    assertThat(texts.path("\"$user\", other")).isEqualTo("\"$user\", other");
  }

  @Test
  void failureOfARestoreNamesTheObject() {
    assertThat(
            RestoreFailure.parse(
                "pg_restore: creating TABLE \"t\"\npg_restore: while PROCESSING TOC:\n"
                    + "pg_restore: from TOC entry 2; 1259 3 TABLE app t me\n"
                    + "pg_restore: error: could not execute query: ERROR:  no\nCommand was: X\n"))
        .isEqualTo(new RestoreFailure("TABLE app t me", "could not execute query: ERROR:  no"));
  }

  @Test
  void marksThatAnOlderPgDumpTakesForOptionsAreToldAsSuch() {
    RestoreFailure failure =
        RestoreFailure.parse(
            "pg_restore: from TOC entry 2; 1259 3 TABLE app t me\n"
                + "pg_restore: error: could not execute query: ERROR:  unrecognized parameter"
                + " \"pg_attver\"\n");

    assertThat(failure.advice()).contains("pg_dump is older").contains("postgresql-client");
  }

  @Test
  void olderPgDumpIsRefusedWithTheOneToInstall() {
    String printed = "pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)";
    ProgramVersion.require("pg_dump", printed, 150_018, "h:1/d");
    assertThatThrownBy(() -> ProgramVersion.require("pg_dump", printed, 170_001, "h:1/d"))
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("postgresql-client-17");
  }

  private static CatalogObject object(
      long oid, String type, String name, String relation, String host) {
    return new CatalogObject(oid, type, "tributary_from_0", name, "x." + name, relation, host);
  }
}
