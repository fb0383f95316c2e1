package io.tributary.cdc.source.chroma;

import io.tributary.cdc.definition.TableMaking;
import io.tributary.cdc.schema.AddedTable;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.common.model.TableName;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the table of a collection that came, or was made anew, while the source is replicated. Its
 * index comes with it: the table is empty. Pure.
 *
 * @param layout the source and its place
 */
record CollectionMaking(SchemaLayout layout) implements TableMaking {

  @Override
  public List<String> statements(MappingBasis known, Place place) {
    SourceMapping mapping = MappingPlanner.plan(layout.source(), known);
    Optional<TableMapping> made = mapping.table(place.collection().table());
    if (made.isEmpty()) {
      return List.of();
    }
    TableName table = made.get().target();
    List<String> statements = new ArrayList<>();
    if (place.existed()) {
      statements.add("DROP TABLE IF EXISTS " + Sql.table(table));
    }
    statements.addAll(of(table, mapping.preData()));
    statements.addAll(of(table, mapping.postData()));
    statements.addAll(new AddedTable(layout, table).statements());
    return statements;
  }

  /** Statements about one table name it, quoted and with its schema. */
  private static List<String> of(TableName table, List<String> statements) {
    String name = Sql.table(table);
    return statements.stream().filter(statement -> statement.contains(name)).toList();
  }
}
