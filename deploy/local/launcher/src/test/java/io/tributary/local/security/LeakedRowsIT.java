package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import io.tributary.local.fixture.SqliteLegacy;
import io.tributary.local.fixture.TestStack;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Values of rows that are refused, set aside or quoted by an error stand where rows are kept, and
 * nowhere else. Each test puts a text into rows that no other test and no name has.
 */
class LeakedRowsIT {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  /** A trigger of an application's that says what it refuses, by the SQLSTATE of a CHECK. */
  private static final String REFUSING =
      """
      CREATE FUNCTION %1$s.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF NEW.%3$s LIKE 'raise%%' THEN
            RAISE EXCEPTION 'this is no %3$s: %%', NEW.%3$s USING ERRCODE = '%4$s',
              DETAIL = NEW.%3$s, HINT = NEW.%3$s;
          END IF;
          RETURN NEW;
        END $$;
      CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON %1$s.%2$s
        FOR EACH ROW EXECUTE FUNCTION %1$s.refuse();
      ALTER TABLE %1$s.%2$s ENABLE ALWAYS TRIGGER refuse""";

  private static TestStack stack;
  private static OperatorApi api;

  private final RowsOutOfSight rows = new RowsOutOfSight(stack);
  private final String secret = rows.secret();

  @BeforeAll
  static void start() throws Exception {
    stack = TestStack.shared();
    api = stack.api();
  }

  @Test
  void showsNoValueOfAChangeThatPostgresqlRefusesButItsDeadLetter() throws Exception {
    // given
    String name = "leak-letters";
    Shop shop = shop(name, "23514");
    shop.atTarget(
        "INSERT INTO shop.account (id, owner) VALUES (-1, 'taken " + secret + "')",
        "ALTER TABLE shop.account ADD CONSTRAINT number"
            + " CHECK (note NOT LIKE 'cast%' OR substr(note, 5)::int > 0) NOT VALID",
        "ALTER TABLE shop.account ADD CONSTRAINT short"
            + " CHECK (note NOT LIKE 'long%') NOT VALID");

    // when
    shop.atSource(
        "INSERT INTO account (owner) VALUES ('taken " + secret + "')",
        "INSERT INTO account (owner, note) VALUES ('a', 'cast" + secret + "')",
        "INSERT INTO account (owner, note) VALUES ('b', 'long " + secret + "')",
        "INSERT INTO account (owner, note) VALUES ('c', 'raise " + secret + "')");

    // then
    await()
        .atMost(LIMIT)
        .until(() -> api.get(name + "/dead-letters").at("/deadLetters").size() == 4);
    assertThat(api.get(name + "/dead-letters").toString())
        .contains("function refuse()", "\\\"short\\\"");
    await().atMost(LIMIT).until(() -> validated(name));
    rows.assertShownNowhere(name);
    abort(name);
    rows.assertShownNowhere(name);
  }

  @Test
  void showsNoValueThatAFunctionRaisesAndThatStopsTheStream() throws Exception {
    // given
    String name = "leak-stop";
    Shop shop = shop(name, "P0001");

    // when
    shop.atSource("INSERT INTO account (owner, note) VALUES ('c', 'raise " + secret + "')");

    // then
    awaitError(name, "TRB-APPLY-TARGET-REFUSED");
    rows.assertShownNowhere(name);
    abort(name);
    rows.assertShownNowhere(name);
  }

  @Test
  void showsNoValueOfARowOfSqliteThatIsSetAsideButInTheQuarantine() throws Exception {
    // given
    String name = "leakaside";
    SqliteLegacy legacy = sqlite(name, "quarantine");
    legacy.run("INSERT INTO note VALUES (3, '" + secret + "' || char(0))");
    legacy.replicate();
    refuse(name);

    // when
    legacy.run("INSERT INTO note VALUES (4, '" + secret + "' || char(0))");
    legacy.run("INSERT INTO note VALUES (5, 'raise " + secret + "')");

    // then
    await().atMost(LIMIT).until(() -> legacy.quarantine().size() == 3);
    assertThat(legacy.quarantine().toString()).contains(secret);
    legacy.verdicts();
    rows.assertShownNowhere(name, "quarantine");
    legacy.abort();
    rows.assertShownNowhere(name, "quarantine");
  }

  @Test
  void showsNoValueOfARowOfSqliteThatStopsTheStream() throws Exception {
    for (String note : List.of("'" + secret + "' || char(0)", "'raise " + secret + "'")) {
      // given
      String name = "leakrow" + (note.contains("raise") ? "raised" : "nul");
      SqliteLegacy legacy = sqlite(name, "stop");
      legacy.replicate();
      refuse(name);

      // when
      legacy.run("INSERT INTO note VALUES (5, " + note + ")");

      // then
      awaitError(name, "TRB-APPLY-ROW-REFUSED");
      rows.assertShownNowhere(name);
      legacy.abort();
      rows.assertShownNowhere(name);
    }
  }

  private static Shop shop(String name, String sqlState) throws Exception {
    Shop shop = Shop.create(stack, name);
    api.create(shop.migrationFile());
    api.post(name, "start");
    await().atMost(LIMIT).until(() -> api.ready(name));
    shop.atTarget(REFUSING.formatted("shop", "account", "note", sqlState));
    return shop;
  }

  private static SqliteLegacy sqlite(String name, String onInvalid) throws Exception {
    SqliteLegacy legacy = new SqliteLegacy(stack, api, name, "on-invalid: " + onInvalid);
    legacy.journal("WAL");
    legacy.run(
        "CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT);"
            + "INSERT INTO note VALUES (1, 'one'), (2, 'two')");
    return legacy;
  }

  private static void refuse(String name) throws Exception {
    new Shop(stack, stack.target, name).atTarget(REFUSING.formatted(name, "note", "body", "23514"));
  }

  private static void awaitError(String name, String code) {
    await()
        .atMost(LIMIT)
        .until(() -> api.get(name).at("/sources/0/error/code").asText().equals(code));
  }

  /** Whether a pass has found the rows that are not in the target. */
  private static boolean validated(String name) throws Exception {
    for (JsonNode verdict : api.get(name).at("/sources/0/validation/verdicts")) {
      if (verdict.path("verdict").asText().equals("DIFFERENT")) {
        return true;
      }
    }
    return false;
  }

  private static void abort(String name) throws Exception {
    api.post(name, "abort");
    await().atMost(LIMIT).until(() -> api.state(name).equals("Aborted"));
  }
}
