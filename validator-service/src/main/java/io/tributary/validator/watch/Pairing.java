package io.tributary.validator.watch;

import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.TableSql;

/** Builds the statements of a pair of tables. */
final class Pairing {
  private Pairing() {}

  static TableSql ofSource(TableMap tables, TablePair pair) {
    return new TableSql(pair.source(), pair.order(), tables.sourceEncoding());
  }

  static TableSql ofTarget(TableMap tables, TablePair pair) {
    return new TableSql(pair.target(), pair.order(), tables.targetEncoding());
  }
}
