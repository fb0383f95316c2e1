package io.tributary.cdc.definition;

import io.tributary.cdc.definition.TableDefinition.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Definitions of tests, changed as PostgreSQL would change them. */
final class Definitions {
  static final TableDefinition TABLE =
      new TableDefinition(
          "public",
          "t",
          1,
          false,
          List.of(column("id", 1), column("a", 2), column("b", 3), column("c", 4)),
          List.of("id"),
          List.of(new Part("t_a", false, "CREATE INDEX t_a ON t USING btree (a)")),
          List.of(new Part("t_pkey", true, "PRIMARY KEY (id)")));

  private Definitions() {}

  static ColumnDefinition column(String name, int number) {
    return typed(name, number, 23, -1, "integer");
  }

  static ColumnDefinition typed(String name, int number, long type, int modifier, String typeName) {
    return new ColumnDefinition(
        name, number, type, modifier, typeName, false, null, false, "", null, null, List.of());
  }

  static ColumnDefinition withDefault(ColumnDefinition column, String value, String missing) {
    return new ColumnDefinition(
        column.name(),
        column.number(),
        column.type(),
        column.modifier(),
        column.typeName(),
        true,
        value,
        false,
        "",
        missing,
        null,
        List.of());
  }

  static ColumnDefinition labelled(int number, String... labels) {
    return new ColumnDefinition(
        "m", number, 900, -1, "mood", false, null, false, "", null, "mood", List.of(labels));
  }

  static TableDefinition with(
      TableDefinition table, UnaryOperator<List<ColumnDefinition>> columns) {
    return new TableDefinition(
        table.schema(),
        table.name(),
        table.oid(),
        table.child(),
        columns.apply(new ArrayList<>(table.columns())),
        table.key(),
        table.indexes(),
        table.constraints());
  }

  static TableDefinition add(TableDefinition table, ColumnDefinition column) {
    return with(
        table,
        columns -> {
          columns.add(column);
          return columns;
        });
  }

  static TableDefinition drop(TableDefinition table, String name) {
    return with(table, columns -> columns.stream().filter(c -> !c.name().equals(name)).toList());
  }

  static TableDefinition rename(TableDefinition table, String from, String to) {
    return with(
        table,
        columns ->
            columns.stream().map(c -> c.name().equals(from) ? column(to, c.number()) : c).toList());
  }

  static TableDefinition retype(
      TableDefinition table, String name, long type, int modifier, String typeName) {
    return with(
        table,
        columns ->
            columns.stream()
                .map(
                    c ->
                        c.name().equals(name)
                            ? typed(name, c.number(), type, modifier, typeName)
                            : c)
                .toList());
  }

  static TableDefinition keyed(TableDefinition table, String... key) {
    return new TableDefinition(
        table.schema(),
        table.name(),
        table.oid(),
        table.child(),
        table.columns(),
        List.of(key),
        table.indexes(),
        table.constraints());
  }

  static TableDefinition indexed(TableDefinition table, Part... indexes) {
    return new TableDefinition(
        table.schema(),
        table.name(),
        table.oid(),
        table.child(),
        table.columns(),
        table.key(),
        List.of(indexes),
        table.constraints());
  }
}
