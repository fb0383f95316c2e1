package io.tributary.mapping.table;

import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.rule.RuleOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The enum types that a derived schema needs. Made for one plan. */
final class EnumTypes {
  /** Types that are there already. */
  private static final Pattern TEXT =
      Pattern.compile("text|(varchar|character varying)(\\(\\d+\\))?");

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*|\"[^\"]+\"");

  private final String schema;
  private final Map<String, Set<String>> labels = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  EnumTypes(String schema) {
    this.schema = schema;
  }

  /** The rule with its enum's type as DDL spells it; other rules stay as they are. */
  ColumnRule placed(String column, ColumnRule rule) {
    String type = rule.options().get(ConversionOption.TYPE.word());
    if (!rule.converts(ConversionName.ENUM) || type == null || TEXT.matcher(type).matches()) {
      return rule;
    }
    if (!NAME.matcher(type).matches()) {
      problems.add(
          column
              + ": the enum type "
              + type
              + " is no plain name; it is created in the schema "
              + schema
              + ".");
      return rule;
    }
    String name = type.startsWith("\"") ? type.substring(1, type.length() - 1) : type;
    Set<String> own =
        new LinkedHashSet<>(
            new RuleOptions(rule.options()).labels(ConversionOption.LABELS).values());
    Set<String> other = labels.putIfAbsent(name, own);
    if (other != null && !other.equals(own)) {
      problems.add(column + ": the enum type " + type + " has other labels in another column.");
    }
    Map<String, String> options = new LinkedHashMap<>(rule.options());
    options.put(ConversionOption.TYPE.word(), Sql.table(new TableName(schema, name)));
    return new ColumnRule(rule.to(), false, null, rule.convert(), options);
  }

  /** What is wrong; in PostgreSQL each table is a type of its name, too. */
  List<String> problems(Set<String> tables) {
    List<String> all = new ArrayList<>(problems);
    labels.keySet().stream()
        .filter(tables::contains)
        .forEach(name -> all.add("The enum type " + name + " would be called as a table is."));
    return all;
  }

  /** The types' names. */
  Set<String> names() {
    return labels.keySet();
  }

  List<String> statements() {
    List<String> statements = new ArrayList<>();
    labels.forEach(
        (name, own) ->
            statements.add(
                "CREATE TYPE "
                    + Sql.table(new TableName(schema, name))
                    + " AS ENUM ("
                    + String.join(", ", own.stream().map(l -> Sql.literal(l).strip()).toList())
                    + ")"));
    return statements;
  }
}
