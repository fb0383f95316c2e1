package io.tributary.cdc.preflight;

import static io.tributary.cdc.preflight.PreflightSubject.only;
import static io.tributary.cdc.preflight.PreflightSubject.withCode;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.TargetEnd;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.fixture.PrintedCommands;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the target's own tables hold is said before anything is decided. */
class ExistingTablesPreflightIT {
  @TempDir Path directory;
  private final TargetEnd target = new TargetEnd();
  private final Map<String, TableRule> rules = new HashMap<>();
  private List<String> excluded = List.of();

  @BeforeEach
  void create() {
    SqliteProgram.in(directory)
        .run(
            """
            CREATE TABLE migrations (id INTEGER PRIMARY KEY, name TEXT);
            CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT);
            CREATE TABLE role (id INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO settings VALUES ('a', '1'), ('b', 'other'), ('c', '3');
            INSERT INTO migrations VALUES (1, 'Init');
            """);
    target.run(
        """
        CREATE SCHEMA app; SET search_path = app;
        CREATE TABLE migrations (id serial PRIMARY KEY, name text);
        CREATE TABLE settings (key text PRIMARY KEY, value text);
        CREATE TABLE role (id bigint PRIMARY KEY, name text);
        CREATE TABLE member (id bigint PRIMARY KEY, role bigint REFERENCES role);
        INSERT INTO migrations (name) VALUES ('Postgres');
        INSERT INTO settings VALUES ('a', '1'), ('b', '2');
        INSERT INTO role VALUES (1, 'admin');
        INSERT INTO member VALUES (1, 1);
        """);
  }

  @AfterEach
  void drop() throws SQLException {
    target.close();
  }

  @Test
  void namesEachTableWithRowsAndWhatCanBeSaidOfThem() {
    // when
    List<PreflightCheck> all = check();
    List<PreflightCheck> checks = withCode(all, "EXISTING-ROWS");

    // then
    assertThat(checks).hasSize(3).allMatch(check -> check.result() == Result.FAILED);
    assertThat(finding(checks, "app.migrations").fix())
        .isEqualTo("Leave it out: `exclude: [migrations]` in the schemas of the source.");
    assertThat(finding(checks, "app.settings").fix())
        .contains("tables: {settings: {existing-rows: keep}}", "replace");
    assertThat(only(all, "TARGET-NOT-EMPTY").result()).isEqualTo(Result.PASSED);
    assertThat(only(all, "DDL-FILE").result()).isEqualTo(Result.PASSED);
  }

  @Test
  void listsConflictsOfKeptRowsAndReferencesToReplacedOnes() {
    // given
    excluded = List.of("migrations");
    rules.put("settings", new TableRule(null, Map.of(), ExistingRows.KEEP));
    rules.put("role", new TableRule(null, Map.of(), ExistingRows.REPLACE));

    // when
    List<PreflightCheck> checks = withCode(check(), "EXISTING-ROWS");

    // then
    assertThat(finding(checks, "app.settings").finding())
        .contains("1 rows of the source", "key = b");
    assertThat(finding(checks, "app.role").finding()).contains("rows of app.member refer to it");
    // and
    target.run("UPDATE app.settings SET value = 'other' WHERE key = 'b'; DELETE FROM app.member");
    assertThat(withCode(check(), "EXISTING-ROWS"))
        .allMatch(check -> check.result() == Result.WARNING)
        .extracting(PreflightCheck::finding)
        .anyMatch(text -> text.contains("keeps its 2 rows") && text.contains("has 2 of them"))
        .anyMatch(text -> text.contains("The 1 rows of table app.role give way"));
    assertThat(target.column("SELECT count(*) FROM app.settings")).containsExactly("2");
    // and: without a key in the target nothing can be merged
    target.run("ALTER TABLE app.settings DROP CONSTRAINT settings_pkey");
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.settings").finding())
        .contains("no unique index over exactly key");
  }

  @Test
  void listsConflictsOfKeptRowsOverOtherUniqueConstraints() {
    // given
    excluded = List.of("migrations", "settings");
    rules.put("role", new TableRule(null, Map.of(), ExistingRows.KEEP));
    target.run(
        "ALTER TABLE app.role ADD UNIQUE (name); INSERT INTO app.role VALUES (3, 'user'), (4, NULL)");
    SqliteProgram.in(directory)
        .run("INSERT INTO role VALUES (2, 'admin'), (3, 'user'), (5, NULL), (6, 'other');");

    // when, then
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.role"))
        .satisfies(
            check -> {
              assertThat(check.result()).isEqualTo(Result.FAILED);
              assertThat(check.finding())
                  .contains("1 rows of the source have a key or another unique value")
                  .endsWith("first name = admin.");
            });
    // and: a row that conflicts by both counts once
    SqliteProgram.in(directory).run("UPDATE role SET id = 4 WHERE id = 2;");
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.role").finding())
        .contains("1 rows of the source have a key or another unique value");
    // and
    SqliteProgram.in(directory).run("DELETE FROM role WHERE id = 4;");
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.role").result())
        .isEqualTo(Result.WARNING);
  }

  @Test
  void judgesReferencesOfPartitionedTablesByTheTableAndNotByItsPartitions() {
    // given
    excluded = List.of("migrations", "settings");
    rules.put("role", new TableRule(null, Map.of(), ExistingRows.REPLACE));
    target.run(
        """
        DROP TABLE app.member;
        CREATE TABLE app.member (id bigint PRIMARY KEY, role bigint REFERENCES app.role)
          PARTITION BY RANGE (id);
        CREATE TABLE app.member_1 PARTITION OF app.member FOR VALUES FROM (0) TO (100);
        INSERT INTO app.member VALUES (1, 1);
        """);

    // when, then
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.role").finding())
        .contains("rows of app.member refer to it and stay");
    // and: with its rows gone as well, nothing is in the way
    SqliteProgram.in(directory).run("CREATE TABLE member (id INTEGER PRIMARY KEY, role INTEGER);");
    rules.put("member", new TableRule(null, Map.of(), ExistingRows.REPLACE));
    assertThat(withCode(check(), "EXISTING-ROWS"))
        .hasSize(2)
        .allMatch(check -> check.result() == Result.WARNING);
    // and: under another name in the target
    target.run("ALTER TABLE app.member RENAME TO membership");
    rules.put("member", new TableRule("membership", Map.of(), ExistingRows.REPLACE));
    assertThat(withCode(check(), "EXISTING-ROWS"))
        .hasSize(2)
        .extracting(PreflightCheck::finding)
        .anyMatch(text -> text.startsWith("The 1 rows of table app.membership give way"));
    rules.put("member", new TableRule("membership", Map.of(), ExistingRows.KEEP));
    assertThat(finding(withCode(check(), "EXISTING-ROWS"), "app.role").finding())
        .contains("rows of app.membership refer to it and stay");
  }

  @Test
  void saysWhichStatementGivesTheRightThatIsMissing() {
    // given
    String database = target.column("SELECT current_database()").get(0);
    String mover = database + "_mover";
    target.run(
        "CREATE ROLE %1$s LOGIN CREATEROLE CREATEDB PASSWORD 'm';".formatted(mover)
            + "GRANT CREATE ON DATABASE %s TO %s;".formatted(database, mover)
            + "GRANT USAGE ON SCHEMA app TO %s".formatted(mover));
    excluded = List.of("migrations", "settings");

    // when
    PreflightCheck right =
        only(PreflightSubject.check(target.migrationAs(source(), mover, "m")), "EXISTING-RIGHTS");

    // then
    String owner =
        target.column("SELECT tableowner FROM pg_tables WHERE tablename = 'role'").get(0);
    assertThat(right.result()).isEqualTo(Result.FAILED);
    assertThat(right.finding()).contains("app.role", owner, mover);
    assertThat(right.fix()).isEqualTo("`GRANT \"%s\" TO \"%s\";`".formatted(owner, mover));
    PrintedCommands.statements(right.fix()).forEach(target::run);
    assertThat(
            withCode(
                PreflightSubject.check(target.migrationAs(source(), mover, "m")),
                "EXISTING-RIGHTS"))
        .noneMatch(check -> check.result() == Result.FAILED);
    target.run("DROP OWNED BY %1$s; DROP ROLE %1$s".formatted(mover));
  }

  private static PreflightCheck finding(List<PreflightCheck> checks, String table) {
    return checks.stream().filter(c -> c.finding().contains(table)).findFirst().orElseThrow();
  }

  private List<PreflightCheck> check() {
    return PreflightSubject.check(target.migration(source()));
  }

  private Source source() {
    return SqliteSource.of(
            "legacy",
            directory.resolve("test.db").toString(),
            new SchemaMapping("main", "app", Map.of(), List.of(), excluded))
        .withDdlFile(SqliteSource.EXISTING)
        .with(ConversionRules.UNSAID.withTables(rules));
  }
}
