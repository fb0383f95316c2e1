package io.tributary.validator.watch;

import io.tributary.common.plan.Source;
import io.tributary.validator.catalog.Catalog;
import io.tributary.validator.catalog.TableMap;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.compare.TableSql;
import io.tributary.validator.compare.Together;
import io.tributary.validator.database.ConnectionFailures;
import io.tributary.validator.database.Session;
import java.sql.SQLException;

/** Reads both catalogs and pairs the tables, and builds their statements. */
final class Pairing {
  private Pairing() {}

  static TableMap read(Source plan, Session source, Session target, Together together) {
    try {
      var catalogs =
          together.run(
              () -> source.read(c -> Catalog.read(c, TableMap.sourceSchemas(plan))),
              () -> target.read(c -> Catalog.read(c, TableMap.targetSchemas(plan))));
      return TableMap.of(plan, catalogs.source(), catalogs.target());
    } catch (SQLException e) {
      throw ConnectionFailures.of(source.address(), e);
    }
  }

  static TableSql ofSource(TableMap tables, TablePair pair) {
    return new TableSql(pair.source(), pair.order(), tables.sourceEncoding());
  }

  static TableSql ofTarget(TableMap tables, TablePair pair) {
    return new TableSql(pair.target(), pair.order(), tables.targetEncoding());
  }
}
