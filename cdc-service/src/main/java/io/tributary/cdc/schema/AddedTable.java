package io.tributary.cdc.schema;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.plan.TargetGate;
import io.tributary.cdc.schema.right.DefaultRights;
import io.tributary.cdc.schema.right.ReaderRights;
import io.tributary.cdc.schema.state.PreparationItem;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Migration;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that joins a prepared target later: owned by its role, closed like the others, and in the
 * plan, so that it is opened and removed with them. Pure.
 *
 * @param layout the source and its place
 * @param table the table, which exists by now
 */
public record AddedTable(SchemaLayout layout, TableName table) {
  private static final String INTO_PLAN =
      """
      UPDATE tributary.preparation
         SET detail = jsonb_set(
               jsonb_set(detail, '{tables}', detail->'tables' || jsonb_build_object('schema', n.schema, 'name', n.name)),
               '{objects}', detail->'objects' || jsonb_build_object(
                 'keyword', 'TABLE', 'identity', format('%%I.%%I', n.schema, n.name),
                 'schema', n.schema, 'dropsWithAnother', false))
        FROM (VALUES (%s, %s)) AS n (schema, name)
       WHERE migration = %s AND source = %s AND item = %s
         AND NOT detail->'tables' @> jsonb_build_array(
               jsonb_build_object('schema', n.schema, 'name', n.name))""";

  /** Statements for the transaction that makes the table. */
  public List<String> statements() {
    Migration migration = layout.migration();
    List<String> statements = new ArrayList<>();
    statements.add(DefaultRights.takeFromTable(Sql.table(table)));
    statements.add(
        "ALTER TABLE "
            + Sql.table(table)
            + " OWNER TO "
            + Sql.identifier(layout.application(table.schema()).role()));
    statements.addAll(ReaderRights.ofTable(layout, table.schema(), Sql.table(table)));
    statements.addAll(TargetGate.close(List.of(table), migration.name()));
    statements.add(
        INTO_PLAN.formatted(
            Sql.literal(table.schema()),
            Sql.literal(table.name()),
            Sql.literal(migration.name()),
            Sql.literal(layout.source().name()),
            Sql.literal(PreparationItem.PLAN)));
    return statements;
  }
}
