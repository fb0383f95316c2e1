package io.tributary.mapping.table;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.FullTextSearch;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.NearestWord;
import io.tributary.mapping.key.RowKey;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.sqlite.schema.SqliteView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Checks that the tables and columns that a migration file's rules name are in the source. */
public final class MappingRuleCheck {
  private final Source source;
  private final SqliteSchema schema;
  private final List<String> problems = new ArrayList<>();

  private MappingRuleCheck(Source source, SqliteSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** What is wrong with the rules, for people. */
  public static List<String> problems(Source source, SqliteSchema schema) {
    MappingRuleCheck check = new MappingRuleCheck(source, schema);
    check.run();
    return check.problems;
  }

  private void run() {
    Map<String, SqliteTable> tables = new HashMap<>();
    schema.tables().forEach(table -> tables.put(table.name(), table));
    for (String name : new TreeSet<>(source.converted().tables().keySet())) {
      TableRule rule = source.converted().table(name);
      if (schema.searches().stream().anyMatch(search -> search.name().equals(name))) {
        search(name, rule);
      } else if (!tables.containsKey(name)) {
        problems.add(noTable(name, tables.keySet()));
      } else if (rule.fts() != null) {
        problems.add("Table " + name + " is no full-text table of fts5; remove fts from its rule.");
      }
    }
    Map<String, String> taken = new HashMap<>();
    schema.views().stream().map(SqliteView::name).forEach(view -> taken.put(view, "view " + view));
    for (SqliteTable table : schema.tables()) {
      TableRule rule = source.converted().table(table.name());
      String to = rule.to() == null ? table.name() : rule.to();
      String other = taken.put(to, "table " + table.name());
      if (other != null) {
        problems.add("Table " + table.name() + " would be called " + to + " as " + other + " is.");
      }
      columns(table, rule);
    }
    problems.addAll(VectorCheck.problems(source, schema));
  }

  private void search(String name, TableRule rule) {
    if (rule.to() != null || !rule.columns().isEmpty()) {
      problems.add(
          "Table "
              + name
              + " is a full-text table of fts5, of which a rule can only say fts: name tables and"
              + " columns in the rule of the table whose rows it finds.");
    }
    if (rule.fts() == FullTextSearch.TSVECTOR && source.converted().intoGivenTables()) {
      problems.add(
          "Table "
              + name
              + " cannot be fts: tsvector, as with ddl nothing is derived; make the column in that"
              + " file, and say fts: leave or nothing.");
    }
  }

  private String noTable(String name, Collection<String> tables) {
    return source.schemas().get(0).targetOf(name).isEmpty()
        ? "There is a rule for table " + name + ", which stays behind; remove one of the two."
        : "There is a rule for table "
            + name
            + ", and the file has no such table that moves"
            + NearestWord.to(name, tables).map(near -> "; did you mean " + near + "?").orElse(".");
  }

  private void columns(SqliteTable table, TableRule rule) {
    List<String> names = table.columns().stream().map(SqliteColumn::name).toList();
    Map<String, String> taken = new HashMap<>();
    for (String name : names) {
      ColumnRule column = rule.column(name);
      if (column.constant() == null && !column.drop()) {
        take(table, taken, name, column.to() == null ? name : column.to());
      }
    }
    for (String name : new TreeSet<>(rule.columns().keySet())) {
      String place = table.name() + "." + name;
      ColumnRule column = rule.column(name);
      if (column.constant() != null) {
        if (names.contains(name)) {
          problems.add(
              place
                  + " is a column of the file; a constant is for one that only the target has."
                  + " Drop it, or give the constant another name.");
        } else {
          take(table, taken, name, name);
        }
      } else if (!names.contains(name)) {
        problems.add(
            "There is a rule for "
                + place
                + ", and the table has no such column"
                + NearestWord.to(name, names)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("."));
      }
    }
    if (table.columns().stream()
        .allMatch(c -> c.generated() != null || rule.column(c.name()).drop())) {
      problems.add(
          "Every column of "
              + table.name()
              + " that is written would stay behind, and its rows with them; exclude the table.");
    }
    for (String key : RowKey.of(schema, table).columns()) {
      if (rule.column(key).drop()) {
        problems.add(
            table.name()
                + "."
                + key
                + " cannot be dropped: the table's rows are told apart by it.");
      }
    }
  }

  private void take(SqliteTable table, Map<String, String> taken, String name, String to) {
    String other = taken.put(to, name);
    if (other != null) {
      problems.add(table.name() + "." + name + " would be called " + to + " as " + other + " is.");
    }
  }
}
