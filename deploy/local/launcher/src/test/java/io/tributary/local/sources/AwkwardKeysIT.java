package io.tributary.local.sources;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Keys that look alike, sort oddly or are long go the whole way; PostgreSQL prints both ends, and
 * the validator must agree.
 */
class AwkwardKeysIT {
  /** As composed and as decomposed code points: equal to the eye, two keys to PostgreSQL. */
  private static final String COMPOSED = "caf\u00e9";

  private static final String DECOMPOSED = "cafe\u0301";

  @Test
  void keysStayApart() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy = new Legacy(stack, stack.api(), "awkward-keys").schema("public", "keys");
    String[] ddl = {
      "CREATE TABLE k_int (id bigint PRIMARY KEY, n int)",
      "CREATE TABLE k_text (id text PRIMARY KEY, n int)",
      "CREATE TABLE k_c (id text COLLATE \"C\" PRIMARY KEY, n int)",
      "CREATE TABLE k_char (id char(8) PRIMARY KEY, n int)",
      "CREATE TABLE k_numeric (id numeric PRIMARY KEY, n int)",
      "CREATE TABLE k_float (id float8 PRIMARY KEY, n int)",
      "CREATE TABLE k_bytea (id bytea PRIMARY KEY, n int)",
      "CREATE TABLE k_uuid (id uuid PRIMARY KEY, n int)",
      "CREATE TABLE k_time (id timestamptz PRIMARY KEY, n int)",
      "CREATE TYPE colour AS ENUM ('red', '', 'a,b')",
      "CREATE TABLE k_enum (id colour PRIMARY KEY, n int)",
      "CREATE DOMAIN code AS varchar(12)",
      "CREATE TABLE k_domain (id code PRIMARY KEY, n int)",
      "CREATE TABLE k_array (id int[] PRIMARY KEY, n int)",
      "CREATE TABLE k_several (b text, a int, c date, n int, PRIMARY KEY (c, b, a))",
      "CREATE TABLE k_unique (n int, id text NOT NULL UNIQUE)",
      "CREATE COLLATION blind (provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
      "CREATE TABLE k_blind (id text COLLATE blind PRIMARY KEY, n int)",
    };
    legacy.execute(ddl);
    insertKeys(legacy, 0);
    legacy.replicate(Legacy.LIMIT);

    // when
    legacy.execute(
        "DELETE FROM k_text WHERE id = ''",
        "DELETE FROM k_several WHERE b = ''",
        "UPDATE k_int SET id = -id WHERE id = 7",
        "UPDATE k_text SET id = id || '.' WHERE length(id) < 100",
        "UPDATE k_c SET id = '.' || id",
        "DELETE FROM k_bytea",
        "DELETE FROM k_float WHERE id = 'NaN'");
    for (String table :
        new String[] {
          "k_int",
          "k_text",
          "k_c",
          "k_char",
          "k_numeric",
          "k_float",
          "k_uuid",
          "k_time",
          "k_enum",
          "k_domain",
          "k_array",
          "k_several",
          "k_unique",
          "k_blind"
        }) {
      legacy.execute("UPDATE " + table + " SET n = n + 1");
    }
    legacy.execute("UPDATE k_blind SET id = upper(id) WHERE id = 'same'");
    insertKeys(legacy, 1000);

    // then
    legacy.awaitEqual(Legacy.LIMIT);
    legacy.awaitVerdicts(15, Legacy.LIMIT);
    legacy.remove();
  }

  /** Keys that are not there yet. */
  private static void insertKeys(Legacy legacy, int n) throws SQLException {
    String texts =
        "(VALUES (''), (' '), ('a'), ('A'), ('a '), ('%s'), ('%s'), ('null'), ('{\"a\": 1}'), ('\\N'),"
                .formatted(COMPOSED, DECOMPOSED)
            + " (E'tab\\there'), (E'line\\nbreak'), ('quote'' \"double\"'), (U&'\\+01F600'),"
            + " (E'\\x01'), (U&'\\FFFF'), (U&'\\+010000'), ('ß'), ('ss')) AS t(v)";
    String long2700 = "(SELECT string_agg(md5(g::text), '') FROM generate_series(%d, %d) g)";
    legacy.execute(
        "INSERT INTO k_int SELECT v, %d FROM (VALUES (0), (-1), (1), (7), (-9223372036854775808), (9223372036854775807)) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_text SELECT v, %d FROM %s ON CONFLICT DO NOTHING".formatted(n, texts),
        // Random digits, so that compression does not make them short.
        "INSERT INTO k_text SELECT left(%s, 2650), %d".formatted(long2700.formatted(n, n + 90), n),
        "INSERT INTO k_c SELECT v, %d FROM %s ON CONFLICT DO NOTHING".formatted(n, texts),
        "INSERT INTO k_unique SELECT %d, v FROM %s ON CONFLICT DO NOTHING".formatted(n, texts),
        "INSERT INTO k_char SELECT v, %d FROM (VALUES (''), ('a'), ('a b'), (' a'), ('%s')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n, DECOMPOSED),
        "INSERT INTO k_numeric SELECT v, %d FROM (VALUES (0.00), (-0.5), (1e-400::numeric), (1.10), (repeat('9', 900)::numeric), ('NaN'), ('Infinity'), ('-Infinity')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_float SELECT v, %d FROM (VALUES ('-0'::float8), (5e-324), (0.1::float8 + 0.2::float8), (0.3), ('NaN'), ('-Infinity')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_bytea SELECT v, %d FROM (VALUES (''::bytea), ('\\x00'), ('\\xff'), ('\\x0000'), ('\\x27225c')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_uuid SELECT v, %d FROM (VALUES ('00000000-0000-0000-0000-000000000000'::uuid), ('ffffffff-ffff-ffff-ffff-ffffffffffff')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_time SELECT v, %d FROM (VALUES ('infinity'::timestamptz), ('-infinity'), ('0044-03-15 12:00:00.000001 BC'), ('2026-03-29 00:30:00.123456+00')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_enum SELECT v, %d FROM unnest(enum_range(NULL::colour)) v ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_domain SELECT v, %d FROM (VALUES (''), ('a'), ('A'), ('a  ')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_array SELECT v, %d FROM (VALUES ('{}'::int[]), ('{NULL}'), ('{1,2}'), ('[0:1]={1,2}'), ('{{1},{2}}')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n),
        "INSERT INTO k_several SELECT v, a, d, %d FROM %s, (VALUES (0), (-1)) AS u(a), (VALUES ('infinity'::date), ('0044-03-15 BC')) AS w(d) ON CONFLICT DO NOTHING"
            .formatted(n, texts),
        "INSERT INTO k_blind SELECT v, %d FROM (VALUES ('same'), ('other'), ('')) AS t(v) ON CONFLICT DO NOTHING"
            .formatted(n));
  }
}
