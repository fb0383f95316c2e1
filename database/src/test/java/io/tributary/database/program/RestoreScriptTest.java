package io.tributary.database.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoreScriptTest {
  private static final String WRITTEN =
      """
      SET lock_timeout = 0;
      SET transaction_timeout = 0;
      -- Name: t; Type: TABLE; Schema: shop; Owner: -
      CREATE TABLE shop.t (id int);
      -- Name: f(); Type: FUNCTION; Schema: shop; Owner: -
      CREATE FUNCTION shop.f() RETURNS void LANGUAGE sql AS $$\r
      SET transaction_timeout = 0;
      $$;
      """;

  @TempDir private Path directory;

  @Test
  void leavesOutTheSettingAndNothingThatIsOfAnObject() throws Exception {
    String left = Files.readString(script().file());
    assertThat(left.lines().map(String::strip).filter(line -> line.startsWith("SET")))
        .containsExactly("SET lock_timeout = 0;", "SET transaction_timeout = 0;");
    assertThat(left.substring(left.indexOf("-- Name")))
        .isEqualTo(WRITTEN.substring(WRITTEN.indexOf("-- Name")));
  }

  @Test
  void leavesBytesThatAreNoUtf8() throws Exception {
    byte[] written =
        "SET a = 0;\nSET transaction_timeout = 0;\n\u00ff\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(directory.resolve("latin.sql"), written);
    assertThat(
            new String(
                Files.readAllBytes(RestoreScript.of(file).file()), StandardCharsets.ISO_8859_1))
        .matches("SET a = 0;\n +\n\u00ff\r\n");
  }

  @Test
  void namesTheObjectOfTheStatementThatWasRefused() throws Exception {
    RestoreScript.Refusal refusal =
        script().refusal("psql:/tmp/x.sql:6: ERROR:  type void is not there\nLINE 1: ...");
    assertThat(refusal.object()).isEqualTo("FUNCTION shop f()");
    assertThat(refusal.message()).isEqualTo("type void is not there");
    assertThat(script().refusal("psql: error: connection refused").object()).isEmpty();
  }

  @Test
  void isForAServerThatDoesNotKnowTheSettingAndForNoOther() {
    assertThat(
            RestoreScript.neededAfter(
                "pg_restore: error: could not execute query: ERROR:  unrecognized configuration parameter \"transaction_timeout\""))
        .isTrue();
    assertThat(RestoreScript.neededAfter("pg_restore: error: connection refused")).isFalse();
  }

  private RestoreScript script() throws Exception {
    return RestoreScript.of(Files.writeString(directory.resolve("x.sql"), WRITTEN));
  }
}
