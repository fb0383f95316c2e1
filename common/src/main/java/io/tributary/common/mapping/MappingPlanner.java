package io.tributary.common.mapping;

import io.tributary.common.convert.IntegerConversion;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sqlite.DeclaredType.Affinity;
import io.tributary.common.sqlite.PlanChoices;
import io.tributary.common.sqlite.PlannedColumn;
import io.tributary.common.sqlite.SchemaPlan;
import io.tributary.common.sqlite.SchemaPlanner;
import io.tributary.common.sqlite.SchemaReader;
import io.tributary.common.sqlite.SqliteKey;
import io.tributary.common.sqlite.SqliteSchema;
import io.tributary.common.sqlite.SqliteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans the mapping of a source whose schema in the target is derived from its declarations. */
final class MappingPlanner {
  private static final List<String> ROWID_NAMES = List.of("rowid", "_rowid_", "oid");

  private final SchemaMapping main;
  private final SqliteSchema schema;
  private final SchemaPlan plan;
  private final List<String> preData;

  MappingPlanner(Source source, MappingBasis basis) {
    this.main = source.schemas().get(0);
    this.schema = moving(SchemaReader.read(basis.entries(), basis.lastKeys()));
    this.plan = SchemaPlanner.plan(schema, PlanChoices.usual(main.to()));
    this.preData = new ArrayList<>(plan.preData());
  }

  SourceMapping plan() {
    List<TableMapping> tables = new ArrayList<>();
    schema.tables().forEach(table -> tables.add(table(table)));
    return new SourceMapping(tables, preData, plan.postData(), plan.remarks(), List.of());
  }

  private SqliteSchema moving(SqliteSchema all) {
    return new SqliteSchema(
        all.tables().stream().filter(table -> moves(table.name())).toList(),
        all.indexes().stream().filter(index -> moves(index.table())).toList(),
        all.views(),
        all.lastKeys(),
        all.remarks());
  }

  private boolean moves(String table) {
    return main.targetOf(table).isPresent();
  }

  private TableMapping table(SqliteTable table) {
    List<PlannedColumn> planned =
        plan.columns().stream().filter(column -> column.table().equals(table.name())).toList();
    TableName target = new TableName(main.to(), table.name());
    List<ColumnMapping> columns = new ArrayList<>();
    List<String> key = key(table);
    if (key.isEmpty()) {
      String rowid = freeRowid(table);
      key = List.of(rowid);
      columns.add(
          new ColumnMapping(
              rowid,
              Affinity.INTEGER,
              TableMapping.ROWID,
              new IntegerConversion(IntegerConversion.Width.BIGINT)));
      preData.add(
          "ALTER TABLE "
              + Sql.table(target)
              + " ADD COLUMN "
              + Sql.identifier(TableMapping.ROWID)
              + " bigint PRIMARY KEY");
    }
    planned.stream()
        .filter(column -> !column.computed())
        .map(
            column ->
                new ColumnMapping(
                    column.source(),
                    column.declared().affinity(),
                    column.target(),
                    column.conversion()))
        .forEach(columns::add);
    return new TableMapping(
        new TableName(main.from(), table.name()), target, columns, Map.of(), key);
  }

  /** The choice that the connector makes: primary key, else a UNIQUE over NOT NULL columns. */
  private static List<String> key(SqliteTable table) {
    if (!table.keyColumns().isEmpty()) {
      return table.keyColumns();
    }
    return table.uniques().stream()
        .map(SqliteKey::columns)
        .filter(
            columns ->
                columns.stream()
                    .allMatch(name -> table.column(name).filter(c -> c.notNull()).isPresent()))
        .findFirst()
        .orElse(List.of());
  }

  private static String freeRowid(SqliteTable table) {
    Optional<String> free =
        ROWID_NAMES.stream().filter(name -> table.column(name).isEmpty()).findFirst();
    return free.orElse(ROWID_NAMES.get(0));
  }
}
