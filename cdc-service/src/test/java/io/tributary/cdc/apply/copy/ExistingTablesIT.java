package io.tributary.cdc.apply.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tributary.cdc.apply.fixture.ApplyTestProfile;
import io.tributary.cdc.apply.fixture.FileCopyScenario;
import io.tributary.cdc.schema.existing.ExistingTableRelease;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.rule.ExistingRows;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.fixture.LoggedWarnings;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PrintedCommands;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows go into tables that the application has made in the target, some of which hold others. */
@QuarkusTest
@TestProfile(ApplyTestProfile.class)
class ExistingTablesIT extends FileCopyScenario {
  private static final String FILE =
      """
      CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT);
      CREATE TABLE role (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
      CREATE TABLE item (id INTEGER PRIMARY KEY, role INTEGER REFERENCES role, name TEXT);
      INSERT INTO settings VALUES ('a', '1'), ('c', '3');
      INSERT INTO role VALUES (5, 'user');
      """;
  private static final String TARGET =
      """
      CREATE SCHEMA app; SET search_path = app;
      CREATE TABLE settings (key text PRIMARY KEY, value text, loaded bool DEFAULT true);
      CREATE TABLE role (id bigserial PRIMARY KEY, name text UNIQUE);
      CREATE TABLE item (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        role bigint REFERENCES role, name text,
        long text GENERATED ALWAYS AS (name || '!') STORED);
      CREATE TABLE other (id serial PRIMARY KEY, name text);
      INSERT INTO settings VALUES ('a', '1', false), ('b', '2', false);
      INSERT INTO role (name) VALUES ('admin'), ('guest');
      SELECT setval('item_id_seq', 7, false);
      INSERT INTO other (name) VALUES ('of the application');
      """;

  @AfterEach
  void dropOwner() {
    move.target.run(
        "REASSIGN OWNED BY %1$s TO CURRENT_USER; DROP OWNED BY %1$s; DROP ROLE %1$s"
            .formatted(owner()));
  }

  @Test
  void keepsReplacesAndBringsBackRowsAsTheFileSays() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.QUARANTINE);
    move.write(numbers(300) + "INSERT INTO item SELECT i, 5, 'item ' || i FROM g;");
    List<String> before = traces();
    List<String> places = move.target.rows("SELECT key, ctid FROM app.settings WHERE key = 'b'");

    // when
    begin();
    move.awaitComplete();

    // then: the source's rows are there beside those that stay
    assertThat(settings()).containsExactly("a|1", "b|2", "c|3");
    assertThat(move.target.rows("SELECT id, name FROM app.role")).containsExactly("5|user");
    assertThat(move.number("SELECT count(*) FROM app.item")).isEqualTo(300);
    // and: what the source changes follows, and a row that only the target had is nobody's
    move.write(
        "UPDATE settings SET value = 'one' WHERE key = 'a';"
            + "INSERT INTO settings VALUES ('b', 'mine'); DELETE FROM settings WHERE key = 'c';"
            + "INSERT INTO settings VALUES ('d', '4'); DELETE FROM item WHERE id > 100;");
    move.settle();
    assertThat(settings()).containsExactly("a|one", "b|2", "d|4");
    assertThat(move.number("SELECT count(*) FROM app.item")).isEqualTo(100);
    assertThat(
            move.target.rows(
                "SELECT source_key::text, detail FROM tributary.quarantine WHERE source_table = 'main.settings'"))
        .singleElement()
        .asString()
        .contains("\"b\"", "only the target had");
    move.write("DELETE FROM settings;");
    move.settle();
    assertThat(settings()).containsExactly("b|2");
    // and: an abort leaves what was there
    move.abort();
    assertThat(traces()).isEqualTo(before);
    assertThat(move.target.rows("SELECT key, ctid FROM app.settings WHERE key = 'b'"))
        .isEqualTo(places);
    assertThat(
            move.target.rows(
                "SELECT relname FROM pg_class WHERE relnamespace = 'tributary'::regnamespace"
                    + " AND (relname LIKE 'kept%' OR relname LIKE 'moved%')"))
        .isEmpty();
  }

  @Test
  void keepsAndReplacesRowsThatComeOverTheTopicToo() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.QUARANTINE);
    move.overTheTopic();
    move.write(numbers(50) + "INSERT INTO item SELECT i, 5, 'item ' || i FROM g;");
    List<String> before = traces();

    // when
    begin();
    move.awaitComplete();

    // then
    assertThat(settings()).containsExactly("a|1", "b|2", "c|3");
    assertThat(move.target.rows("SELECT id, name FROM app.role")).containsExactly("5|user");
    assertThat(move.number("SELECT count(*) FROM app.item")).isEqualTo(50);
    // and
    move.abort();
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void letsTheRoleUseWhatOthersOwnAndForgetsTheRowsWhenCompleted() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.STOP);
    begin();
    move.awaitComplete();
    assertThatThrownBy(() -> asRole("INSERT INTO app.settings VALUES ('x', 'y')"))
        .hasStackTraceContaining("closed to writes");

    // when
    move.cutOver();

    // then
    asRole("UPDATE app.settings SET value = value || '!'");
    asRole("DELETE FROM app.settings WHERE key = 'b'");
    asRole("INSERT INTO app.role (name) VALUES ('by the sequence')");
    asRole("INSERT INTO app.item (role, name) VALUES (5, 'x')");
    asRole("INSERT INTO app.other (name) VALUES ('also mine')");
    assertThat(move.target.rows("SELECT id FROM app.role ORDER BY id")).containsExactly("5", "6");
    move.target.run("ALTER TABLE app.settings DROP COLUMN loaded");
    assertThat(
            move.number(
                "SELECT count(*) FROM pg_class WHERE relnamespace = 'tributary'::regnamespace"
                    + " AND relname LIKE 'kept%' AND relkind = 'r'"))
        .isEqualTo(2);
    move.complete();
    assertThat(
            move.target.rows(
                "SELECT relname FROM pg_class WHERE relnamespace = 'tributary'::regnamespace"
                    + " AND (relname LIKE 'kept%' OR relname LIKE 'moved%')"
                    + " UNION SELECT tgname FROM pg_trigger WHERE tgname LIKE 'tributary%'"))
        .isEmpty();
  }

  @Test
  void printsWhatTakesTheKeptRowsAwayThatItLeaves() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.STOP);
    begin();
    move.awaitComplete();
    move.cutOver();
    List<String> logged;

    // when
    try (LoggedWarnings warnings = new LoggedWarnings(ExistingTableRelease.class);
        Connection reader = PostgresFixture.target().connect(database());
        Statement statement = reader.createStatement()) {
      reader.setAutoCommit(false);
      statement.execute("LOCK TABLE app.settings IN ACCESS SHARE MODE");
      move.complete();
      logged = warnings.texts();
      reader.rollback();
    }

    // then
    assertThat(logged).singleElement().asString().contains("table=app.settings");
    String left = "SELECT count(*) FROM pg_class WHERE relname LIKE 'kept\\_%' AND relkind = 'r'";
    assertThat(move.number(left)).isEqualTo(1);
    PrintedCommands.statements(logged.get(0)).forEach(move.target::run);
    assertThat(move.number(left)).isZero();
    assertThat(
            move.target.rows("SELECT tgname FROM pg_trigger WHERE tgname LIKE 'tributary_kept%'"))
        .isEmpty();
  }

  @Test
  void changesNothingWithoutADecision() throws Exception {
    // given
    given(ExistingRows.REFUSE, ExistingRows.REPLACE, OnInvalid.STOP);
    List<String> before = traces();

    // when, then
    assertThatThrownBy(move::prepare)
        .isInstanceOfSatisfying(
            TributaryException.class,
            e -> {
              assertThat(e.report().code()).isEqualTo("TRB-EXISTING-ROWS");
              assertThat(e.getMessage())
                  .contains("Table app.settings holds 2 rows", "existing-rows: keep")
                  .doesNotContain("app.role");
            });
    assertThat(settings()).containsExactly("a|1", "b|2");
    move.abort();
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void deletesNothingThatADdlFileFindsInItsTablesOrPutsThere(@TempDir Path directory)
      throws Exception {
    // given
    Path ddl = directory.resolve("target.sql");
    String made = "CREATE TABLE IF NOT EXISTS ";
    Files.writeString(
        ddl,
        made
            + "settings (key text PRIMARY KEY, value text);"
            + made
            + "role (id bigint, name text);"
            + made
            + "item (id bigint PRIMARY KEY, role bigint, name text);");
    create(FILE, OnInvalid.STOP, ddl.toString());
    makeTables();
    List<String> before = traces();

    // when, then
    assertThatThrownBy(move::prepare)
        .hasMessageContaining("Table app.settings holds 2 rows")
        .hasMessageContaining("Table app.role holds 2 rows");
    move.target.run(
        "ALTER TABLE app.settings RENAME TO before; ALTER TABLE app.role RENAME TO was");
    Files.writeString(
        ddl, Files.readString(ddl) + "INSERT INTO role VALUES (1, 'seeded by the file');");
    assertThatThrownBy(move::prepare)
        .hasMessageContaining("Table app.role holds 1 rows")
        .hasMessageContaining("existing-rows");
    move.target.run(
        "ALTER TABLE app.before RENAME TO settings; ALTER TABLE app.was RENAME TO role");
    move.abort();
    assertThat(traces()).isEqualTo(before);
  }

  @Test
  void refusesRowsWithTheKeyOfAKeptOneAndOtherContent() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.STOP);
    move.write("INSERT INTO settings VALUES ('b', 'of the source');");

    // when, then
    assertThatThrownBy(move::prepare)
        .hasMessageContaining("1 rows of the source have a key or another unique value of theirs")
        .hasMessageContaining("key = b");
    assertThat(settings()).containsExactly("a|1", "b|2");
  }

  @Test
  void refusesTablesWhoseDefaultsWouldRunAFunctionOfTheApplicationAsASuperuser() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.STOP);
    move.target.run(
        "CREATE FUNCTION app.fresh() RETURNS bool LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE app.settings ALTER loaded SET DEFAULT app.fresh()");

    // when, then
    assertThatThrownBy(move::prepare)
        .hasMessageContaining("column loaded of app.settings calls app.fresh()")
        .satisfies(
            e ->
                assertThat(((TributaryException) e).report().code())
                    .isEqualTo("TRB-SCHEMA-FUNCTIONS"));
  }

  @Test
  void copiesOnceWhenKilledInBetween() throws Exception {
    // given
    given(ExistingRows.KEEP, ExistingRows.REPLACE, OnInvalid.STOP);
    move.write(numbers(200) + "INSERT INTO item SELECT i, 5, 'item ' || i FROM g;");
    move.prepare();
    move.restartService();
    move.prepare();
    move.capture();
    move.restartService();

    // when
    move.resume();
    move.awaitComplete();
    move.restartService();
    move.resume();
    move.awaitComplete();

    // then
    assertThat(settings()).containsExactly("a|1", "b|2", "c|3");
    assertThat(move.target.rows("SELECT id, name FROM app.role")).containsExactly("5|user");
    assertThat(move.number("SELECT count(*) FROM app.item")).isEqualTo(200);
  }

  private void given(ExistingRows settings, ExistingRows role, OnInvalid onInvalid)
      throws Exception {
    create(
        FILE,
        onInvalid,
        SqliteSource.EXISTING,
        Map.of(
            "settings", new TableRule(null, Map.of(), settings),
            "role", new TableRule(null, Map.of(), role)));
    makeTables();
  }

  private String database() {
    return move.target.rows("SELECT current_database()").get(0);
  }

  private String owner() {
    return move.role() + "_dba";
  }

  private void makeTables() {
    String owner = owner();
    move.target.run("CREATE ROLE " + owner);
    move.target.run(TARGET);
    for (String table : List.of("settings", "role", "item", "other")) {
      move.target.run("ALTER TABLE app." + table + " OWNER TO " + owner);
    }
    move.target.run(
        "GRANT USAGE ON SCHEMA app TO " + owner + "; GRANT USAGE ON SCHEMA app TO PUBLIC");
  }

  private List<String> settings() {
    return move.target.rows("SELECT key, value FROM app.settings ORDER BY key");
  }

  private void asRole(String sql) {
    move.target.run("SET SESSION AUTHORIZATION " + move.role() + "; " + sql);
  }

  /** Definitions, rights, rows and sequences of the schema. */
  private List<String> traces() {
    List<String> traces = new ArrayList<>();
    for (String query :
        List.of(
            "SELECT n.nspname, pg_get_userbyid(nspowner), a FROM pg_namespace n,"
                + " aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a WHERE nspname = 'app' ORDER BY a",
            "SELECT relname, pg_get_userbyid(relowner), a FROM pg_class c, aclexplode(coalesce(relacl,"
                + " acldefault(CASE relkind WHEN 'S' THEN 's'::\"char\" ELSE 'r' END, relowner))) a"
                + " WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'S', 'v') ORDER BY 1, 3",
            "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal"
                + " AND tgrelid::regclass::text NOT LIKE 'tributary.%'",
            "SELECT * FROM app.settings ORDER BY 1",
            "SELECT * FROM app.role ORDER BY 1",
            "SELECT * FROM app.item ORDER BY 1",
            "SELECT * FROM app.other ORDER BY 1",
            "SELECT last_value, is_called FROM app.role_id_seq",
            "SELECT last_value, is_called FROM app.item_id_seq",
            "SELECT last_value, is_called FROM app.other_id_seq")) {
      traces.addAll(move.target.rows(query));
    }
    return traces;
  }
}
