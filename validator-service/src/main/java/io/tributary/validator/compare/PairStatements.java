package io.tributary.validator.compare;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.digest.DigestExpressions;

/**
 * The statements that read both ends of a table.
 *
 * @param source those of the source
 * @param target those of the target
 */
public record PairStatements(TableStatements source, TableStatements target) {
  /** The statements of a pair of tables. */
  public static PairStatements of(TableMap tables, TablePair pair) {
    return new PairStatements(
        new TableStatements(
            pair.source(), pair.order(), DigestExpressions.of(tables.source(), tables.target())),
        new TableStatements(
            pair.target(), pair.order(), DigestExpressions.of(tables.target(), tables.source())));
  }
}
