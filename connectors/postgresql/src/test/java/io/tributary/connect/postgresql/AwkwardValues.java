package io.tributary.connect.postgresql;

import java.util.ArrayList;
import java.util.List;

/** Types with values that conversions like to lose, as SQL. */
final class AwkwardValues {

  /**
   * @param type as a column declares it
   * @param sql an expression of that type
   */
  record Case(String type, String sql) {}

  static final String[] TYPES = {
    "CREATE EXTENSION IF NOT EXISTS hstore",
    "CREATE EXTENSION IF NOT EXISTS citext",
    "CREATE EXTENSION IF NOT EXISTS ltree",
    "CREATE TYPE mood AS ENUM ('so so', 'O''K', 'a,b', '')",
    "CREATE DOMAIN positive AS numeric(8,2) CHECK (VALUE > 0)",
    "CREATE DOMAIN tags AS text[]",
    "CREATE TYPE pair AS (a int, b text, c timestamp, d bool)",
    "CREATE TYPE floatspan AS RANGE (subtype = float8)",
    "CREATE DOMAIN stamped AS timestamp",
  };

  private AwkwardValues() {}

  static List<Case> all() {
    List<Case> cases = new ArrayList<>();
    add(cases, "boolean", "true", "false", "NULL");
    add(cases, "smallint", "-32768", "32767", "0");
    add(cases, "int", "-2147483648", "2147483647");
    add(cases, "bigint", "-9223372036854775808", "9223372036854775807");
    add(cases, "real", "'NaN'", "'-Infinity'", "'-0'", "1e-45", "16777217", "0.1", "3.4028235e38");
    add(
        cases,
        "double precision",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'",
        "'-0'",
        "1e-320",
        "5e-324",
        "0.1::float8 + 0.2::float8",
        "1.7976931348623157e308");
    add(
        cases,
        "numeric",
        "'NaN'",
        "'Infinity'",
        "'-Infinity'",
        "0.00",
        "1.000",
        "-1e-400",
        "repeat('9', 1000)::numeric",
        "('0.' || repeat('7', 1000))::numeric");
    add(cases, "numeric(30,10)", "12345678901234567890.0123456789", "-0.0000000001");
    add(cases, "numeric(5,-2)", "12300");
    add(
        cases,
        "money",
        "'-92233720368547758.08'",
        "'92233720368547758.07'",
        "'1234.56'",
        "'-0.01'");
    add(
        cases,
        "text",
        "''",
        "' trailing '",
        "E'a\\tb\\nc\\rd\\\\e''f\"g'",
        "U&'\\+01F600\\0301\\FEFF\\200B\\FFFD'",
        "E'\\x01\\x7f'",
        "'NULL'",
        "'\\N'",
        "'unchanged'",
        "'__debezium_unavailable_value'",
        "repeat('ж', 100000)");
    add(cases, "varchar(10)", "'a  '", "''");
    add(cases, "char(5)", "'ab'", "''");
    add(cases, "\"char\"", "'a'", "''", "'\\377'::\"char\"");
    add(cases, "name", "'Some \"Name\"'");
    add(cases, "bytea", "'\\x'", "'\\x00ff5c27'", "decode(repeat('00ff', 50000), 'hex')");
    add(
        cases,
        "date",
        "'infinity'",
        "'-infinity'",
        "'0044-03-15 BC'",
        "'4713-01-01 BC'",
        "'5874897-12-31'",
        "'1582-10-10'",
        "'2000-02-29'");
    add(
        cases,
        "timestamp",
        "'infinity'",
        "'-infinity'",
        "'0044-03-15 12:00:00.000001 BC'",
        "'294276-12-31 23:59:59.999999'",
        "'10000-01-01 00:00:00'",
        "'1582-10-10 00:00:00'",
        "'2026-03-29 02:30:00.123456'");
    add(cases, "timestamp(3)", "'2026-01-01 00:00:00.5'");
    add(
        cases,
        "timestamptz",
        "'infinity'",
        "'-infinity'",
        "'0001-01-01 00:00:00+00 BC'",
        "'294276-12-31 23:59:59.999999+00'",
        "'1883-11-18 12:03:57.999999-05'",
        "'1890-01-01 00:00:00 Europe/Amsterdam'");
    add(cases, "time", "'24:00:00'", "'23:59:59.999999'", "'00:00:00'");
    add(cases, "timetz", "'24:00:00+15:59'", "'23:59:59.999999-15:59:59'", "'12:00:00.1+05:45'");
    add(
        cases,
        "interval",
        "'1 year 2 mons -3 days +04:05:06.789'",
        "'-1 mons +1 day -00:00:00.000001'",
        "'-178000000 years'",
        "'2147483647 days'",
        "'-1 days +02:03:04'",
        "'0'",
        "'256204778:48:05.477580'");
    add(cases, "uuid", "'00000000-0000-0000-0000-000000000000'");
    add(
        cases,
        "json",
        "'{ \"a\" : 1,  \"a\":2.50, \"z\":\"\\u0000\" }'",
        "'null'",
        "'\"\"'",
        "'1e400'",
        "E' [1,\\n2] '");
    add(cases, "jsonb", "'{\"b\":1.000,\"a\":[null,{}],\"\":\"\\ud83d\\ude00\"}'", "'null'");
    add(cases, "xml", "'<a b=\"c\">&lt;é</a>'", "'text only'");
    add(cases, "inet", "'10.1.2.3/8'", "'::ffff:1.2.3.4/128'", "'10.0.0.1'");
    add(cases, "cidr", "'10.0.0.0/8'", "'2001:db8::/32'");
    add(cases, "macaddr", "'08:00:2b:01:02:03'");
    add(cases, "macaddr8", "'08:00:2b:01:02:03:04:05'");
    add(cases, "bit(3)", "B'101'");
    add(cases, "bit(1)", "B'1'", "B'0'");
    add(cases, "bit varying", "B''", "B'0001'");
    add(cases, "tsvector", "'''a b'':1A,2 ''it''''s'':3'", "''");
    add(cases, "tsquery", "'fat & (rat | !''a b'') <2> cat:*AB'");
    add(cases, "int4range", "'[1,10)'", "'empty'", "'(,)'");
    add(cases, "numrange", "'(1.50,2.0]'");
    add(cases, "tsrange", "'[\"0044-03-15 00:00:00 BC\",infinity)'");
    add(cases, "tstzrange", "'[2020-01-01 00:00+00,)'");
    add(cases, "daterange", "'[-infinity,infinity]'");
    add(cases, "int4multirange", "'{[1,3),[5,9)}'", "'{}'");
    add(cases, "tstzmultirange", "'{[2020-01-01 00:00+00,2021-01-01 00:00+00)}'");
    add(cases, "floatspan", "'[0.1,Infinity]'");
    add(cases, "point", "'(0.1,-Infinity)'", "'(NaN,1e-320)'");
    add(cases, "line", "'{1,-2.5,3e-10}'");
    add(cases, "lseg", "'[(0,0),(1,0.1)]'");
    add(cases, "box", "'(2,3),(0.1,1)'");
    add(cases, "path", "'[(0,0),(1,1)]'", "'((0,0),(1,1),(2,0.1))'");
    add(cases, "polygon", "'((0,0),(1,1),(2,0.1))'");
    add(cases, "circle", "'<(0.1,2),3>'");
    add(cases, "pg_lsn", "'FFFFFFFF/FFFFFFFF'");
    add(cases, "oid", "4294967295");
    add(cases, "regclass", "'pg_catalog.pg_class'");
    add(cases, "xid8", "'18446744073709551615'");
    add(cases, "pg_snapshot", "'10:20:10,14,15'");
    add(cases, "jsonpath", "'$.\"a\"[*] ? (@ > 1)'");
    add(cases, "int[]", "'{}'", "'{NULL,1}'", "'[-1:1][2:3]={{1,2},{3,4},{5,NULL}}'", "NULL");
    add(cases, "text[]", "'{\"\",NULL,\"NULL\",\"a\\\"b\\\\c\",\"{x,y}\",\" s \"}'");
    add(cases, "text[][]", "'{{a,NULL},{\"b c\",d}}'");
    add(cases, "bytea[]", "ARRAY['\\x00ff'::bytea, NULL, '\\x']");
    add(cases, "timestamp[]", "'{infinity,\"0044-03-15 00:00:00 BC\",NULL}'");
    add(cases, "timestamptz[]", "'{\"2026-01-01 00:00:00.000001+00\"}'");
    add(cases, "double precision[]", "'{NaN,-0,1e-320}'");
    add(cases, "numeric[]", "'{1.000,NaN,1e30}'");
    add(cases, "boolean[]", "'{t,f,NULL}'");
    add(cases, "uuid[]", "'{00000000-0000-0000-0000-000000000001}'");
    add(cases, "interval[]", "'{\"-1 days +02:03:04\"}'");
    add(cases, "money[]", "'{1.50,-92233720368547758.08}'");
    add(cases, "json[]", "ARRAY['{\"a\":  1}'::json]");
    add(cases, "box[]", "'{(2,2),(1,1);(4,4),(3,3)}'");
    add(cases, "inet[]", "'{10.0.0.1/8}'");
    add(cases, "mood", "'O''K'", "''", "'a,b'");
    add(cases, "mood[]", "ARRAY['a,b', NULL, 'so so']::mood[]");
    add(cases, "positive", "0.50");
    add(cases, "tags", "'{a,\"b c\"}'");
    add(cases, "stamped", "'infinity'");
    add(
        cases,
        "pair",
        "ROW(1, 'a\"b,(c)', 'infinity', true)",
        "ROW(NULL, NULL, NULL, NULL)",
        "ROW(NULL, '', '0044-03-15 BC', false)");
    add(cases, "pair[]", "ARRAY[ROW(1, 'x', NULL, true)::pair, NULL]");
    add(cases, "int4range[]", "ARRAY['[1,2)'::int4range]");
    add(cases, "hstore", "'\"a\"=>NULL, \"b \\\"\"=>\"\"'", "''");
    add(cases, "citext", "'MiXed'");
    add(cases, "citext[]", "'{MiXed,NULL}'");
    add(cases, "ltree", "'Top.Science.Astronomy'");
    add(cases, "lquery", "'Top.*{0,2}.sport*@'");
    return cases;
  }

  /** The types of pgvector. */
  static List<Case> vectors() {
    List<Case> cases = new ArrayList<>();
    add(cases, "vector", "'[1,-2.5,3.4028235e38]'");
    add(cases, "vector(3)", "'[0.1,1e-45,-0]'", "NULL");
    add(cases, "halfvec(3)", "'[0.1,65504,-0.00006]'");
    add(cases, "sparsevec(100000)", "'{1:0.1,99999:-2}/100000'");
    add(cases, "vector(2)[]", "ARRAY['[1,2]'::vector, NULL]");
    return cases;
  }

  private static void add(List<Case> cases, String type, String... expressions) {
    for (String sql : expressions) {
      cases.add(new Case(type, sql));
    }
  }
}
