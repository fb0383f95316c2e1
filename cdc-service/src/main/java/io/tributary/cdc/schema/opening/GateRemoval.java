package io.tributary.cdc.schema.opening;

import io.tributary.cdc.schema.plan.SchemaPlan;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.statement.PreparedSchemas;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Drops the disabled triggers of an open gate. The application writes by now, so each table goes by
 * itself and as far as nobody is in the way; only tables that have the trigger are touched.
 */
public final class GateRemoval {
  private static final Logger LOG = Logger.getLogger(GateRemoval.class);
  private static final String LOCK_LIMIT = "SET lock_timeout = '50ms'";

  public void run(PreparationJournal preparation, SchemaPlan plan) {
    DatabaseSession target = preparation.session();
    List<TableName> left =
        target.list(
            TargetGate.FIND,
            row -> new TableName(row.getString(1), row.getString(2)),
            TargetGate.TRIGGER);
    left.retainAll(PreparedSchemas.tables(preparation, plan));
    target.run(LOCK_LIMIT);
    for (TableName table : left) {
      try {
        target.run(TargetGate.drop(table));
      } catch (TributaryException e) {
        LOG.warnf(
            "disabled gate left on a table in use: stream=%s table=%s; drop it with: %s",
            preparation.stream(), table.display(), Sql.printed(List.of(TargetGate.drop(table))));
      }
    }
  }
}
