package io.tributary.validator;

import java.util.List;

/**
 * Values that a mover may damage, each as it is at the source and as it arrives: alike for people,
 * for `=`, or for a careless conversion, but not the same.
 */
final class Corruptions {
  private Corruptions() {}

  /** Types that the corruptions need besides PostgreSQL's own. */
  static final String TYPES =
      """
      CREATE EXTENSION IF NOT EXISTS vector SCHEMA public;
      CREATE EXTENSION IF NOT EXISTS citext SCHEMA public;
      CREATE EXTENSION IF NOT EXISTS hstore SCHEMA public;
      CREATE TYPE $S.mood AS ENUM ('sad', 'ok', 'happy');
      CREATE TYPE $S.pair AS (a int, b text);
      CREATE DOMAIN $S.tag AS text CHECK (VALUE <> '-');
      CREATE DOMAIN $S.tags AS $S.tag[]""";

  /**
   * One damage.
   *
   * @param what is damaged, in words
   * @param type of the column
   * @param before the value at both ends, as an SQL expression
   * @param after the value at the target
   */
  record Corruption(String what, String type, String before, String after) {}

  private static Corruption c(String what, String type, String before, String after) {
    return new Corruption(what, type, before, after);
  }

  static List<Corruption> all() {
    return List.of(
        c("one bit", "bytea", "'\\x00ff10'", "'\\x00ff11'"),
        c("a zero byte at the end", "bytea", "'\\x01'", "'\\x0100'"),
        c("NULL for empty bytes", "bytea", "''", "NULL"),
        c("one ulp", "float8", "'0.1'", "'0.10000000000000002'"),
        c("one ulp", "float4", "'0.1'", "'0.10000001'"),
        c("sign of zero", "float8", "'-0'", "'0'"),
        c("sign of zero", "float4", "'-0'", "'0'"),
        c("smallest number for zero", "float8", "'5e-324'", "'0'"),
        c("largest number for infinity", "float8", "'Infinity'", "'1.7976931348623157e308'"),
        c("NULL for NaN", "float8", "'NaN'", "NULL"),
        c("trailing space", "text", "'a'", "'a '"),
        c("NULL for empty", "text", "''", "NULL"),
        c("the word for NULL", "text", "NULL", "'NULL'"),
        c("decomposed letter", "text", "U&'caf\\00e9'", "U&'cafe\\0301'"),
        c("line ends", "text", "E'a\\r\\nb'", "E'a\\nb'"),
        c("a character without width", "text", "'ab'", "U&'a\\200bb'"),
        c("a letter of another script", "text", "'a'", "U&'\\0430'"),
        c("letter beyond the basic plane", "text", "U&'\\+01F600'", "'?'"),
        c("case", "text", "'a'", "'A'"),
        c("case in a type without", "public.citext", "'a'", "'A'"),
        c("leading space", "varchar(9)", "'a'", "' a'"),
        c("padding on the left", "char(8)", "'x'", "' x'"),
        c("padding of blank-padded text", "bpchar", "'x'", "'x '"),
        c("one byte", "\"char\"", "'a'", "'b'"),
        c("a name", "name", "'a b'", "'a_b'"),
        c("scale", "numeric", "'1.00'", "'1.0'"),
        c("the 60th digit", "numeric", "'1e-60'", "'2e-60'"),
        c("the 38th digit", "numeric", "repeat('9', 38)::numeric", "repeat('9', 38)::numeric - 1"),
        c("NULL for NaN", "numeric", "'NaN'", "NULL"),
        c("infinity", "numeric", "'Infinity'", "'-Infinity'"),
        c("beyond exact doubles", "bigint", "9007199254740993", "9007199254740992"),
        c("sign", "smallint", "-1", "1"),
        c("smallest number", "int", "-2147483648", "-2147483647"),
        c("one cent", "money", "'1.00'", "'1.01'"),
        c("one microsecond", "timestamptz", "'2026-01-01Z'", "'2026-01-01 00:00:00.000001Z'"),
        c("time zone taken twice", "timestamptz", "'2026-01-01 12:00Z'", "'2026-01-01 12:00+01'"),
        c("infinity", "timestamp", "'infinity'", "'294276-12-31 23:59:59.999999'"),
        c("era", "timestamp", "'0044-03-15 BC'", "'0044-03-15'"),
        c("one day", "date", "'2024-02-29'", "'2024-03-01'"),
        c("infinity", "date", "'-infinity'", "NULL"),
        c("end of day", "time", "'24:00'", "'00:00'"),
        c("one microsecond", "time", "'12:00'", "'12:00:00.000001'"),
        c("the same instant elsewhere", "timetz", "'12:00+01'", "'11:00+00'"),
        c("a month in days", "interval", "'1 mon'", "'30 days'"),
        c("a day in hours", "interval", "'1 day'", "'24 hours'"),
        c(
            "last bit",
            "uuid",
            "'00000000-0000-0000-0000-000000000001'",
            "'00000000-0000-0000-0000-000000000000'"),
        c("NULL for false", "boolean", "false", "NULL"),
        c("white space", "json", "'{\"a\":1}'", "'{\"a\": 1}'"),
        c("order of keys", "json", "'{\"a\":1,\"b\":2}'", "'{\"b\":2,\"a\":1}'"),
        c("key that is there twice", "json", "'{\"a\":1,\"a\":1}'", "'{\"a\":1}'"),
        c("escaped letter", "json", "'\"\\u0041\"'", "'\"A\"'"),
        c("scale of a number", "jsonb", "'1'", "'1.0'"),
        c("text for number", "jsonb", "'1'", "'\"1\"'"),
        c("NULL for null", "jsonb", "'null'", "NULL"),
        c("order of an array", "jsonb", "'[1,2]'", "'[2,1]'"),
        c("bounds", "int[]", "'[0:1]={1,2}'", "'{1,2}'"),
        c("dimensions", "int[]", "'{{1,2}}'", "'{1,2}'"),
        c("NULL for empty", "int[]", "'{}'", "NULL"),
        c("element NULL lost", "int[]", "'{1,NULL}'", "'{1}'"),
        c("the word for element NULL", "text[]", "'{NULL}'", "'{\"NULL\"}'"),
        c("one ulp in an element", "float8[]", "'{0.1}'", "'{0.10000000000000002}'"),
        c("label", "$S.mood", "'ok'", "'sad'"),
        c("trailing space in a domain", "$S.tag", "'a'", "'a '"),
        c("element of a domain over an array", "$S.tags", "'{a}'", "'{\"\"}'"),
        c("empty for NULL in a member", "$S.pair", "'(1,)'", "'(1,\"\")'"),
        c("NULL for a row of NULLs", "$S.pair", "'(,)'", "NULL"),
        c("bound", "int4range", "'[1,5)'", "'[1,6)'"),
        c("bound left out", "numrange", "'[1,2]'", "'[1,2)'"),
        c("bound's scale", "numrange", "'[1,2]'", "'[1,2.0]'"),
        c("empty for unbounded", "tstzrange", "'empty'", "'(,)'"),
        c("range lost", "int4multirange", "'{[1,2),[5,6)}'", "'{[1,2)}'"),
        c("mask", "inet", "'10.0.0.1/24'", "'10.0.0.1/25'"),
        c("mask", "cidr", "'10.0.0.0/24'", "'10.0.0.0/25'"),
        c("last byte", "macaddr", "'08:00:2b:01:02:03'", "'08:00:2b:01:02:04'"),
        c("last bit", "bit(8)", "B'00000001'", "B'00000000'"),
        c("length", "varbit", "B'1'", "B'10'"),
        c("position", "tsvector", "'a:1'", "'a:2'"),
        c("weight", "tsvector", "'a:1A'", "'a:1'"),
        c("operator", "tsquery", "'a & b'", "'a | b'"),
        c("white space", "xml", "'<a/>'", "'<a />'"),
        c("sign of zero", "point", "'(0,0)'", "'(-0,0)'"),
        c("order of points", "polygon", "'((0,0),(1,1))'", "'((1,1),(0,0))'"),
        c("open for closed", "path", "'[(0,0),(1,1)]'", "'((0,0),(1,1))'"),
        c("last byte", "pg_lsn", "'0/1'", "'0/2'"),
        c("beyond signed numbers", "oid", "'4294967295'", "'4294967294'"),
        c("type", "regtype", "'int4'", "'int8'"),
        c("one ulp", "public.vector", "'[0.1]'", "'[0.10000001]'"),
        c("sign of zero", "public.vector", "'[0,1]'", "'[-0,1]'"),
        c("the word for NULL", "public.hstore", "'a=>NULL'", "'a=>\"NULL\"'"));
  }
}
