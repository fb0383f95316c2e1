package io.tributary.cdc.schema;

import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Takes the disabled triggers of an open gate away. The application writes by now, so each table
 * goes by itself and as far as nobody is in the way; only tables that have the trigger are touched.
 */
final class GateRemoval {
  private static final Logger LOG = Logger.getLogger(GateRemoval.class);
  private static final String LOCK_LIMIT = "SET lock_timeout = '50ms'";

  void run(Preparation preparation, SchemaPlan plan) {
    Session target = preparation.session();
    List<TableName> left =
        target.list(
            Gate.FIND, row -> new TableName(row.getString(1), row.getString(2)), Gate.TRIGGER);
    left.retainAll(plan.tables());
    target.run(LOCK_LIMIT);
    for (TableName table : left) {
      try {
        target.run(Gate.drop(table));
      } catch (TributaryException e) {
        LOG.warnf(
            "disabled gate left on a table in use: stream=%s table=%s; drop it with: %s",
            preparation.stream(), table.display(), Gate.drop(table));
      }
    }
  }
}
