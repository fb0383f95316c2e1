package io.tributary.cdc.source.postgresql.copy;

import java.util.Set;

/**
 * Types whose binary form is the same in every version of PostgreSQL that is supported, by their
 * oid, which is fixed. Whatever else a table holds goes as text, through the types' own output and
 * input functions.
 */
final class BinaryTypes {
  private static final Set<Long> STABLE =
      Set.of(
          16L, // bool
          17L, // bytea
          18L, // "char"
          20L, // int8
          21L, // int2
          23L, // int4
          25L, // text
          26L, // oid
          114L, // json
          700L, // float4
          701L, // float8
          1042L, // bpchar
          1043L, // varchar
          1082L, // date
          1083L, // time
          1114L, // timestamp
          1184L, // timestamptz
          1186L, // interval
          1266L, // timetz
          1560L, // bit
          1562L, // varbit
          1700L, // numeric
          2950L, // uuid
          3802L); // jsonb

  private BinaryTypes() {}

  static boolean all(CopiedTable table) {
    return table.columns().stream().allMatch(column -> STABLE.contains(column.type()));
  }
}
