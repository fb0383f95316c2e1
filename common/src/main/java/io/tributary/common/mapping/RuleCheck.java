package io.tributary.common.mapping;

import io.tributary.common.plan.ColumnRule;
import io.tributary.common.plan.Nearest;
import io.tributary.common.plan.Source;
import io.tributary.common.plan.TableRule;
import io.tributary.common.sqlite.SqliteColumn;
import io.tributary.common.sqlite.SqliteSchema;
import io.tributary.common.sqlite.SqliteTable;
import io.tributary.common.sqlite.SqliteView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Holds the declared rules against the file: what they name must be there. Made for one source. */
final class RuleCheck {
  private final Source source;
  private final SqliteSchema schema;
  private final List<String> problems = new ArrayList<>();

  private RuleCheck(Source source, SqliteSchema schema) {
    this.source = source;
    this.schema = schema;
  }

  /** What is wrong with the rules, for people. */
  static List<String> problems(Source source, SqliteSchema schema) {
    RuleCheck check = new RuleCheck(source, schema);
    check.run();
    return check.problems;
  }

  private void run() {
    Map<String, SqliteTable> tables = new HashMap<>();
    schema.tables().forEach(table -> tables.put(table.name(), table));
    for (String name : new TreeSet<>(source.converted().tables().keySet())) {
      if (!tables.containsKey(name)) {
        problems.add(noTable(name, tables.keySet()));
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

  private String noTable(String name, Collection<String> tables) {
    return source.schemas().get(0).targetOf(name).isEmpty()
        ? "There is a rule for table " + name + ", which stays behind; remove one of the two."
        : "There is a rule for table "
            + name
            + ", and the file has no such table that moves"
            + Nearest.to(name, tables).map(near -> "; did you mean " + near + "?").orElse(".");
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
                + Nearest.to(name, names).map(near -> "; did you mean " + near + "?").orElse("."));
      }
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
