package io.tributary.mapping.table;

import io.tributary.common.conversion.EpochUnit;
import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.rule.FullTextSearch;
import io.tributary.common.plan.source.ConvertedSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.IntegerConversion;
import io.tributary.mapping.conversion.NotNullConversion;
import io.tributary.mapping.conversion.ZoneRule;
import io.tributary.mapping.key.KeyRemap;
import io.tributary.mapping.key.RowKey;
import io.tributary.mapping.rule.ConstantFit;
import io.tributary.mapping.rule.DeclaredTargetColumn;
import io.tributary.mapping.rule.RuleConversions;
import io.tributary.mapping.rule.RuleOptions;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.sqlite.schema.FullTextTable;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.translation.DerivedSchema;
import io.tributary.mapping.sqlite.translation.DerivedSchemaPlanner;
import io.tributary.mapping.sqlite.translation.NameChoices;
import io.tributary.mapping.sqlite.translation.PlannedColumn;
import io.tributary.mapping.sqlite.translation.SchemaChoices;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Plans the mapping of a source whose schema in the target is derived from its declarations. Made
 * for one plan.
 */
public final class DerivedMapping {
  private final SchemaMapping main;
  private final ConvertedSource rules;
  private final SqliteSchema schema;
  private final EnumTypes enums;
  private final List<String> problems;
  private final List<String> added = new ArrayList<>();

  /** A mapping of the tables of a schema, all of which move. */
  public DerivedMapping(Source source, SqliteSchema schema) {
    this.main = source.schemas().get(0);
    this.rules = source.converted();
    this.schema = schema;
    this.enums = new EnumTypes(main.to());
    this.problems = new ArrayList<>(MappingRuleCheck.problems(source, schema));
  }

  /** The tables, statements, remarks and problems of the source. */
  public SourceMapping plan() {
    SchemaChoices choices = choices();
    DerivedSchema plan = DerivedSchemaPlanner.plan(schema, choices.with(conversions(choices)));
    List<TableMapping> tables = new ArrayList<>();
    schema.tables().forEach(table -> tables.add(table(table, plan)));
    List<String> preData = new ArrayList<>(plan.preData());
    // After the schema, before the tables that have columns of these types.
    preData.addAll(1, enums.statements());
    preData.addAll(added);
    problems.addAll(
        enums.problems(
            tables.stream().map(table -> table.target().name()).collect(Collectors.toSet())));
    return new SourceMapping(
        MappedReference.found(tables, schema), preData, plan.postData(), plan.remarks(), problems);
  }

  private SchemaChoices choices() {
    return new SchemaChoices(
        main.to(),
        rules.enforceSizes(),
        false,
        ZoneRule.of(rules.zone()),
        EpochUnit.NONE,
        true,
        Map.of(),
        names());
  }

  private NameChoices names() {
    Map<String, String> tables = new HashMap<>();
    Map<SqliteColumnName, String> columns = new HashMap<>();
    Set<SqliteColumnName> dropped = new HashSet<>();
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
                          columns.put(new SqliteColumnName(table, name), column.to());
                        }
                        if (column.drop()) {
                          dropped.add(new SqliteColumnName(table, name));
                        }
                      });
            });
    return new NameChoices(tables, columns, dropped, left());
  }

  private Set<String> left() {
    return schema.searches().stream()
        .map(FullTextTable::name)
        .filter(
            name ->
                rules.table(name).fts() == FullTextSearch.LEAVE || main.targetOf(name).isEmpty())
        .collect(Collectors.toSet());
  }

  /** What is declared, and what follows from it along the foreign keys. */
  private Map<SqliteColumnName, Conversion> conversions(SchemaChoices choices) {
    Map<SqliteColumnName, Conversion> declared = new TreeMap<>();
    // What the types say is known from a plan without any declared conversion.
    for (PlannedColumn column : DerivedSchemaPlanner.plan(schema, choices).columns()) {
      SqliteColumnName place = new SqliteColumnName(column.sourceTable(), column.source());
      ColumnRule rule = rules.table(place.table()).column(place.column());
      if (rule.convert() != null) {
        declare(place, rule, declared);
      } else if (rule.options().containsKey(ConversionOption.EMPTY_AS_NULL.word())) {
        Conversion usual = column.conversion();
        declared.put(
            place,
            RuleConversions.emptyAsNull(
                rule, usual instanceof NotNullConversion required ? required.inner() : usual));
      }
    }
    KeyRemap remap = KeyRemap.of(schema, rules, declared);
    problems.addAll(remap.problems());
    declared.putAll(remap.conversions());
    return declared;
  }

  private void declare(
      SqliteColumnName place, ColumnRule rule, Map<SqliteColumnName, Conversion> declared) {
    RuleConversions.missing(rule)
        .ifPresentOrElse(
            what -> problems.add(place.display() + ": " + what + "."),
            () ->
                declared.put(
                    place, RuleConversions.of(enums.placed(place.display(), rule), rules.zone())));
  }

  private TableMapping table(SqliteTable table, DerivedSchema plan) {
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
    new TreeMap<>(rules.table(table.name()).columns())
        .forEach(
            (name, rule) -> {
              String constant = rule.constant();
              if (constant != null) {
                String type = new RuleOptions(rule.options()).text(ConversionOption.TYPE, "text");
                add(target, name, type);
                constants.put(name, literal(table.name() + "." + name, constant, type));
              }
            });
    return constants;
  }

  private String literal(String place, String constant, String type) {
    Optional<TargetColumn> column = DeclaredTargetColumn.of(type, enums.names());
    if (column.isEmpty()) {
      problems.add(
          place
              + ": what the constant is in the type "
              + type
              + " cannot be said before; name a type of PostgreSQL's own, or give the target's DDL"
              + " with ddl.");
      return constant;
    }
    ConstantFit fit = ConstantFit.of(constant, column.get(), rules.zone());
    if (fit.problem() != null) {
      problems.add(place + ": " + fit.problem() + ".");
    }
    return fit.literal();
  }

  private void add(TableName table, String column, String type) {
    added.add(
        "ALTER TABLE " + Sql.table(table) + " ADD COLUMN " + Sql.identifier(column) + " " + type);
  }
}
