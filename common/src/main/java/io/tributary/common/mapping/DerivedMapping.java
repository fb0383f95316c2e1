package io.tributary.common.mapping;

import io.tributary.common.convert.Conversion;
import io.tributary.common.convert.Epoch;
import io.tributary.common.convert.IntegerConversion;
import io.tributary.common.convert.KeyColumn;
import io.tributary.common.convert.Required;
import io.tributary.common.convert.ZoneRule;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.ColumnRule;
import io.tributary.common.plan.ConversionOption;
import io.tributary.common.plan.ConvertedSource;
import io.tributary.common.plan.SchemaMapping;
import io.tributary.common.plan.Source;
import io.tributary.common.sql.Sql;
import io.tributary.common.sqlite.ColumnName;
import io.tributary.common.sqlite.DeclaredType.Affinity;
import io.tributary.common.sqlite.NameChoices;
import io.tributary.common.sqlite.PlanChoices;
import io.tributary.common.sqlite.PlannedColumn;
import io.tributary.common.sqlite.SchemaPlan;
import io.tributary.common.sqlite.SchemaPlanner;
import io.tributary.common.sqlite.SqliteSchema;
import io.tributary.common.sqlite.SqliteTable;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans the mapping of a source whose schema in the target is derived from its declarations. Made
 * for one plan.
 */
final class DerivedMapping {
  private final SchemaMapping main;
  private final ConvertedSource rules;
  private final SqliteSchema schema;
  private final EnumTypes enums;
  private final List<String> problems;
  private final List<String> added = new ArrayList<>();

  DerivedMapping(Source source, SqliteSchema schema) {
    this.main = source.schemas().get(0);
    this.rules = source.converted();
    this.schema = schema;
    this.enums = new EnumTypes(main.to());
    this.problems = new ArrayList<>(RuleCheck.problems(source, schema));
  }

  SourceMapping plan() {
    PlanChoices choices = choices();
    SchemaPlan plan = SchemaPlanner.plan(schema, choices.with(conversions(choices)));
    List<TableMapping> tables = new ArrayList<>();
    schema.tables().forEach(table -> tables.add(table(table, plan)));
    List<String> preData = new ArrayList<>(plan.preData());
    // After the schema, before the tables that have columns of these types.
    preData.addAll(1, enums.statements());
    preData.addAll(added);
    problems.addAll(
        enums.problems(
            tables.stream().map(table -> table.target().name()).collect(Collectors.toSet())));
    return new SourceMapping(tables, preData, plan.postData(), plan.remarks(), problems);
  }

  private PlanChoices choices() {
    ZoneId zone = rules.zone() == null ? null : ZoneId.of(rules.zone());
    return new PlanChoices(
        main.to(),
        rules.enforceSizes(),
        false,
        new ZoneRule(zone, null, ZoneRule.Change.REJECT),
        Epoch.NONE,
        true,
        Map.of(),
        names());
  }

  private NameChoices names() {
    Map<String, String> tables = new HashMap<>();
    Map<ColumnName, String> columns = new HashMap<>();
    Set<ColumnName> dropped = new HashSet<>();
    rules
        .tables()
        .forEach(
            (table, rule) -> {
              if (rule.to() != null) {
                tables.put(table, rule.to());
              }
              rule.columns()
                  .forEach(
                      (name, column) -> {
                        if (column.to() != null) {
                          columns.put(new ColumnName(table, name), column.to());
                        }
                        if (column.drop()) {
                          dropped.add(new ColumnName(table, name));
                        }
                      });
            });
    return new NameChoices(tables, columns, dropped);
  }

  /** What is declared, and what follows from it along the foreign keys. */
  private Map<ColumnName, Conversion> conversions(PlanChoices choices) {
    Map<KeyColumn, Conversion> declared = new TreeMap<>();
    // What the types say is known from a plan without any declared conversion.
    for (PlannedColumn column : SchemaPlanner.plan(schema, choices).columns()) {
      KeyColumn place = new KeyColumn(column.sourceTable(), column.source());
      ColumnRule rule = rules.table(place.table()).column(place.column());
      if (rule.convert() != null) {
        declare(place, rule, declared);
      } else if (rule.options().containsKey(ConversionOption.EMPTY_AS_NULL.word())) {
        Conversion usual = column.conversion();
        declared.put(
            place,
            Conversions.emptyAsNull(
                rule, usual instanceof Required required ? required.inner() : usual));
      }
    }
    KeyRemap remap = KeyRemap.of(schema, rules, declared);
    problems.addAll(remap.problems());
    declared.putAll(remap.conversions());
    Map<ColumnName, Conversion> all = new HashMap<>();
    declared.forEach(
        (place, conversion) -> all.put(new ColumnName(place.table(), place.column()), conversion));
    return all;
  }

  private void declare(KeyColumn place, ColumnRule rule, Map<KeyColumn, Conversion> declared) {
    Conversions.missing(rule)
        .ifPresentOrElse(
            what -> problems.add(place.display() + ": " + what + "."),
            () ->
                declared.put(
                    place, Conversions.of(enums.placed(place.display(), rule), rules.zone())));
  }

  private TableMapping table(SqliteTable table, SchemaPlan plan) {
    List<PlannedColumn> planned =
        plan.columns().stream()
            .filter(column -> column.sourceTable().equals(table.name()))
            .toList();
    String renamed = rules.table(table.name()).to();
    TableName target =
        new TableName(
            main.to(),
            planned.isEmpty() ? renamed == null ? table.name() : renamed : planned.get(0).table());
    List<ColumnMapping> columns = new ArrayList<>();
    RowKey key = RowKey.of(schema, table);
    if (key.rowid()) {
      columns.add(rowid(key));
      add(target, TableMapping.ROWID, "bigint PRIMARY KEY");
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
        new TableName(main.from(), table.name()),
        target,
        columns,
        constants(table, target),
        key.columns());
  }

  static ColumnMapping rowid(RowKey key) {
    return new ColumnMapping(
        key.columns().get(0),
        Affinity.INTEGER,
        TableMapping.ROWID,
        new IntegerConversion(IntegerConversion.Width.BIGINT));
  }

  private Map<String, String> constants(SqliteTable table, TableName target) {
    Map<String, String> constants = new TreeMap<>();
    rules
        .table(table.name())
        .columns()
        .forEach(
            (name, rule) -> {
              if (rule.constant() != null) {
                constants.put(name, rule.constant());
              }
            });
    constants
        .keySet()
        .forEach(
            name ->
                add(
                    target,
                    name,
                    new RuleOptions(rules.table(table.name()).column(name).options())
                        .text(ConversionOption.TYPE, "text")));
    return constants;
  }

  private void add(TableName table, String column, String type) {
    added.add(
        "ALTER TABLE " + Sql.table(table) + " ADD COLUMN " + Sql.identifier(column) + " " + type);
  }
}
