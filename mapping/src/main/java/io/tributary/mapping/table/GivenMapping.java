package io.tributary.mapping.table;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.ConvertedSource;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.NotNullConversion;
import io.tributary.mapping.key.KeyRemap;
import io.tributary.mapping.key.RowKey;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Plans the mapping of a source into tables that the operator's DDL made: by name, each value to
 * what its column is there. Made for one plan.
 */
public final class GivenMapping {
  private static final Set<RemarkCode> STAYS_BEHIND =
      EnumSet.of(RemarkCode.VIRTUAL_TABLE_LEFT_OUT, RemarkCode.TRIGGER_LEFT_OUT);

  private final Source source;
  private final ConvertedSource rules;
  private final String to;
  private final SqliteSchema schema;
  private final TargetTables target;
  private final List<String> problems;
  private final List<MappingRemark> remarks = new ArrayList<>();

  /** A mapping of the tables of a schema, all of which move, into those that have the columns. */
  public GivenMapping(Source source, SqliteSchema schema, List<TargetColumn> targetColumns) {
    this.source = source;
    this.rules = source.converted();
    this.to = source.schemas().get(0).to();
    this.schema = schema;
    this.target = TargetTables.of(to, targetColumns);
    this.problems = new ArrayList<>(MappingRuleCheck.problems(source, schema));
    schema.searches().stream().map(FullTextTable::leftToTheDdlFile).forEach(remarks::add);
    schema.remarks().stream()
        .filter(remark -> STAYS_BEHIND.contains(remark.code()))
        .forEach(remarks::add);
  }

  /** The tables, remarks and problems of the source. */
  public SourceMapping plan() {
    List<GivenTable> tables = new ArrayList<>();
    schema.tables().forEach(table -> find(table).ifPresent(tables::add));
    Map<SqliteColumnName, Conversion> conversions = new TreeMap<>();
    tables.forEach(table -> conversions.putAll(table.conversions(rules.zone())));
    remap(conversions, tables);
    List<TableMapping> mappings = tables.stream().map(t -> mapping(t, conversions)).toList();
    tables.forEach(
        table -> {
          problems.addAll(table.problems());
          remarks.addAll(table.remarks());
        });
    targetOnly(mappings);
    return new SourceMapping(
        MappedReference.found(mappings, schema), List.of(), List.of(), remarks, problems);
  }

  private Optional<GivenTable> find(SqliteTable table) {
    String renamed = rules.table(table.name()).to();
    String wanted = renamed == null ? table.name() : renamed;
    Optional<String> found = target.table(wanted);
    if (found.isEmpty()) {
      problems.add(
          "Table "
              + table.name()
              + " has no table "
              + to
              + "."
              + wanted
              + " in the target"
              + TargetTables.meant(wanted, List.copyOf(target.columns().keySet()))
              + "; make it in the DDL, name another one with to, or exclude the table.");
    }
    return found.map(
        name -> new GivenTable(table, rules.table(table.name()), target, name, rules.zone()));
  }

  private void remap(Map<SqliteColumnName, Conversion> conversions, List<GivenTable> tables) {
    KeyRemap remap = KeyRemap.of(schema, rules, conversions);
    problems.addAll(remap.problems());
    remap
        .conversions()
        .forEach(
            (column, conversion) -> {
              boolean declared =
                  rules.table(column.table()).column(column.column()).convert() != null;
              Conversion own = conversions.get(column);
              // Columns without a place in the target are problems of their own.
              if (own != null && !declared && !own.targetType().equals("uuid")) {
                problems.add(
                    column.display()
                        + " refers to a key that becomes a UUID, and its column in the target is "
                        + own.targetType()
                        + "; make it uuid in the DDL.");
              }
              if (own != null) {
                conversions.put(column, conversion);
              }
            });
  }

  private TableMapping mapping(GivenTable given, Map<SqliteColumnName, Conversion> conversions) {
    SqliteTable table = given.table();
    RowKey key = RowKey.of(schema, table);
    List<ColumnMapping> columns = new ArrayList<>();
    if (key.rowid()) {
      rowid(given, key).ifPresent(columns::add);
    }
    for (TargetColumn place : target.of(given.name())) {
      SqliteColumn column = given.columns().get(place.name());
      if (column == null) {
        continue;
      }
      Conversion conversion = conversions.get(new SqliteColumnName(table.name(), column.name()));
      if (conversion != null) {
        columns.add(
            new ColumnMapping(
                column.name(),
                column.type().affinity(),
                place.name(),
                required(table, column, place, conversion)));
      }
    }
    return new TableMapping(
        new TableName(source.schemas().get(0).from(), table.name()),
        new TableName(to, given.name()),
        columns,
        given.constants(),
        key.columns());
  }

  private static Conversion required(
      SqliteTable table, SqliteColumn column, TargetColumn place, Conversion conversion) {
    if (table.keyColumns().contains(column.name()) && !table.neverNull(column)) {
      return NotNullConversion.key(conversion);
    }
    boolean mayBeNull = !place.optional() && !table.neverNull(column);
    return mayBeNull ? NotNullConversion.value(conversion) : conversion;
  }

  private Optional<ColumnMapping> rowid(GivenTable given, RowKey key) {
    if (target.column(given.name(), TableMapping.ROWID).isEmpty()) {
      problems.add(
          "Table "
              + given.table().name()
              + " has no key, and its rows are told apart by SQLite's rowid: give "
              + to
              + "."
              + given.name()
              + " a column "
              + TableMapping.ROWID
              + " bigint PRIMARY KEY in the DDL, which is removed when the target is opened.");
      return Optional.empty();
    }
    return Optional.of(DerivedMapping.rowid(key));
  }

  private void targetOnly(List<TableMapping> mappings) {
    for (String table : target.columns().keySet()) {
      if (mappings.stream().noneMatch(mapping -> mapping.target().name().equals(table))) {
        remarks.add(
            MappingRemark.ofWhole(
                table,
                RemarkCode.TARGET_ONLY,
                "Only the target has this table; it starts as the DDL leaves it."));
      }
    }
  }
}
