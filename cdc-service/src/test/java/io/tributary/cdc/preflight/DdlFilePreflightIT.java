package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The DDL file is read by PostgreSQL before anything is made. */
class DdlFilePreflightIT {
  @TempDir Path directory;
  private final TargetEnd target = new TargetEnd();

  @BeforeEach
  void create() {
    SqliteProgram.in(directory)
        .run("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, price REAL);");
  }

  @AfterEach
  void drop() throws SQLException {
    target.close();
  }

  @Test
  void namesLineAndStatementOfWhatPostgresRefuses() throws Exception {
    // when, then
    assertThat(
            found("-- the target\n\nCREATE TABLE item (\n  id bigint PRIMARY KEY,\n  name txt);"))
        .contains("line 5: type \"txt\" does not exist", "in: CREATE TABLE item ( id bigint");
    assertThat(found("CREATE TABLE item (id bigint PRIMARY KEY);\nCREATE INDEX ON item (nme);"))
        .contains("line 2: column \"nme\" does not exist");
    assertThat(found("CREATE TABLE item (id bigint PRIMARY KEY)\nCREATE TABLE x ();"))
        .contains("line 2: syntax error at or near \"CREATE\"");
    assertThat(
            found(
                "CREATE TABLE item (id int);\nCOPY item FROM stdin;\n1\n\\\\.\n"
                    .replace("\\\\", "\\")))
        .contains("line 2: COPY brings rows");
    assertThat(found("\\\\i other.sql\n".replace("\\\\", "\\")))
        .contains("line 1: \\i is a command of psql");
  }

  @Test
  void holdsTheTablesOfTheFileAgainstThoseOfTheSource() throws Exception {
    // when
    PreflightCheck misses =
        only(check("CREATE TABLE item (id bigint PRIMARY KEY, name text);"), "DDL-FILE");
    List<PreflightCheck> right =
        check("CREATE TABLE item (id bigint PRIMARY KEY, name text, price float8);");

    // then
    assertThat(misses.result()).isEqualTo(Result.FAILED);
    assertThat(misses.finding()).contains("price");
    assertThat(only(right, "DDL-FILE").result()).isEqualTo(Result.PASSED);
    assertThat(target.column("SELECT nspname FROM pg_namespace WHERE nspname = 'app'")).isEmpty();
  }

  @Test
  void refusesAFileThatTouchesWhatIsThere() throws Exception {
    // given
    target.run(
        "CREATE SCHEMA app; CREATE TABLE app.other (id int); INSERT INTO app.other VALUES (1), (2)");
    String item = "CREATE TABLE item (id bigint PRIMARY KEY, name text, price float8);";

    // when, then
    for (String touching :
        List.of(
            "DROP TABLE other;",
            "TRUNCATE other;",
            "DELETE FROM other;",
            "UPDATE other SET id = 3 WHERE id = 1;",
            "INSERT INTO other VALUES (3);",
            "ALTER TABLE other ADD name text;",
            "ALTER TABLE other ADD CHECK (id > 0);",
            "ALTER TABLE other RENAME TO item;")) {
      assertThat(found(item.replace("item", "made") + touching))
          .as(touching)
          .contains("there before", "app.other");
    }
    assertThat(found(item + "INSERT INTO item VALUES (1, 'own', 0);")).contains("takes the DDL");
    assertThat(found(item + "CREATE TABLE IF NOT EXISTS other (id int);"))
        .contains("takes the DDL file");
    assertThat(target.column("SELECT id FROM app.other ORDER BY 1")).containsExactly("1", "2");
  }

  @Test
  void refusesWhatActsOnRowsThatAreApplied() throws Exception {
    // given
    String table =
        "CREATE TABLE item (id bigint PRIMARY KEY, name text, price float8);"
            + "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;"
            + "CREATE TRIGGER fires AFTER INSERT ON item FOR EACH ROW EXECUTE FUNCTION note();";

    // when, then
    assertThat(found(table)).contains("takes the DDL file");
    assertThat(found(table + "ALTER TABLE item ENABLE ALWAYS TRIGGER fires;"))
        .contains("trigger fires of table app.item would act on the rows that are applied");
    assertThat(found(table + "CREATE RULE also AS ON INSERT TO item DO ALSO NOTIFY item;"))
        .contains("rule also of table app.item would act on the rows that are applied");
  }

  private String found(String ddl) throws IOException {
    return withCode(check(ddl), "DDL-FILE").get(0).finding();
  }

  private List<PreflightCheck> check(String ddl) throws IOException {
    Path file = Files.writeString(directory.resolve("target.sql"), ddl);
    return PreflightSubject.check(
        target.migration(
            SqliteSource.of(
                    "legacy",
                    directory.resolve("test.db").toString(),
                    new SchemaMapping("main", "app", Map.of(), List.of(), List.of()))
                .withDdlFile(file.toString())));
  }
}
