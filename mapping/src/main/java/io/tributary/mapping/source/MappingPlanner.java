package io.tributary.mapping.source;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.mapping.chroma.CollectionMapping;
import io.tributary.mapping.chroma.CollectionTable;
import io.tributary.mapping.sqlite.parser.SqliteSchemaReader;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.DerivedMapping;
import io.tributary.mapping.table.GivenMapping;
import io.tributary.mapping.table.MappingRuleCheck;
import io.tributary.mapping.table.SourceMapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Plans what becomes of a source: the one entry to its mapping. Pure and thread-safe. */
public final class MappingPlanner {
  private MappingPlanner() {}

  /** The mapping of a source; the same for the same source and basis. */
  public static SourceMapping plan(Source source, MappingBasis basis) {
    if (source.kind() == SourceKind.CHROMA) {
      return new CollectionMapping(source.chroma(), basis.collections()).plan();
    }
    SqliteSchema schema = MovingSchema.read(source, basis);
    return !source.converted().intoGivenTables() && basis.targetColumns().isEmpty()
        ? new DerivedMapping(source, schema).plan()
        : new GivenMapping(source, schema, basis.targetColumns()).plan();
  }

  /** The tables that a source had when the basis was read, also those that stay behind. */
  public static Map<TableName, SqliteTable> tables(Source source, MappingBasis basis) {
    Map<TableName, SqliteTable> tables = new HashMap<>();
    basis
        .collections()
        .forEach(collection -> tables.put(collection.table(), CollectionTable.of(collection)));
    SqliteSchemaReader.read(basis.entries(), basis.lastKeys())
        .tables()
        .forEach(
            table ->
                tables.put(new TableName(source.schemas().get(0).from(), table.name()), table));
    return tables;
  }

  /** Problems of the rules that no target could solve: they name nothing in the source. */
  public static List<String> misnamed(Source source, MappingBasis basis) {
    return source.kind() == SourceKind.CHROMA
        ? new CollectionMapping(source.chroma(), basis.collections()).misnamed()
        : MappingRuleCheck.problems(source, MovingSchema.read(source, basis));
  }
}
