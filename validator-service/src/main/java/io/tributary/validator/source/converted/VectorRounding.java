package io.tributary.validator.source.converted;

import io.tributary.common.sql.Sql;
import io.tributary.validator.catalog.TablePair;

/**
 * Vectors of which the source keeps numbers that were rounded once more than those it was given. A
 * copy holds them twice: as they were read, and as they are compared. A vector of the target whose
 * numbers all lie within the bound of those that were read is put in the place of the latter, so
 * that everything else goes on comparing exactly.
 *
 * @param pair whose source's rows the copy holds
 * @param column the column of vectors
 */
record VectorRounding(TablePair pair, String column) {
  /** The numbers as they were read at the source. */
  static final String AS_READ = "tributary_source_numbers";

  /**
   * The norm and the normalised number are each rounded to 24 bits, and so is their product: 1.8e-7
   * at most.
   */
  private static final String RELATIVE = "2e-7::float8";

  /** Where the normalised number or the product is subnormal, a step is the smallest of these. */
  private static final String SMALLEST_STEP = "1.5e-45::float8";

  /**
   * Whether each number of u.b is that of u.a but for the rounding. The sign of a zero is never
   * lost, and what is compared as texts is one number.
   */
  private static final String CLOSE =
      """
      (SELECT pg_catalog.bool_and(a::text = b::text OR (a <> 0 AND pg_catalog.abs(a - b) <=
               %1$s * pg_catalog.abs(a) + %2$s * (1 + n.norm)))
         FROM unnest(m.%3$s::real[]::float8[], t.%4$s::real[]::float8[]) AS u (a, b),
              (SELECT pg_catalog.sqrt(pg_catalog.sum(x * x)) AS norm
                 FROM unnest(m.%3$s::real[]::float8[]) AS x) n)""";

  /** Takes the target's vectors over where only rounding tells them from those that were read. */
  String adopt() {
    String name = Sql.identifier(column);
    return "UPDATE "
        + Sql.table(pair.source().relation())
        + " m SET "
        + name
        + " = t."
        + name
        + " FROM "
        + Sql.table(pair.target().relation())
        + " t WHERE "
        + ConvertedCopyStatements.sameKey(pair, "t", "m")
        + " AND m."
        + name
        + "::real[] <> t."
        + name
        + "::real[] AND pg_catalog.array_length(m."
        + AS_READ
        + "::real[], 1) = pg_catalog.array_length(t."
        + name
        + "::real[], 1) AND "
        + CLOSE.formatted(RELATIVE, SMALLEST_STEP, AS_READ, name);
  }
}
