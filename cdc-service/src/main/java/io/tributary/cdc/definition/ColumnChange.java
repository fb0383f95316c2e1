package io.tributary.cdc.definition;

import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;

/** A change of a column between two definitions of its table. */
public sealed interface ColumnChange extends SchemaChange {

  @Override
  default List<String> statements(String table) {
    return List.of();
  }

  /** A column that was not there. */
  record Added(ColumnDefinition column) implements ColumnChange {
    @Override
    public String effect() {
      return "column %s of type %s was added".formatted(column.name(), column.typeName());
    }

    /**
     * Existing rows get the value that the source keeps for rows older than the column. A default
     * without such a value was computed for each row, or was set afterwards.
     */
    @Override
    public List<String> statements(String table) {
      boolean valuesKnown = column.defaultValue() == null || column.missing() != null;
      if (column.number() < 0
          || !valuesKnown
          || column.generated()
          || !column.identity().isEmpty()) {
        return List.of();
      }
      String name = Sql.identifier(column.name());
      String alter = "ALTER TABLE " + table;
      List<String> statements = new ArrayList<>();
      statements.add(
          "%s ADD COLUMN IF NOT EXISTS %s %s%s%s"
              .formatted(
                  alter,
                  name,
                  column.typeName(),
                  column.missing() == null ? "" : " DEFAULT " + Sql.literal(column.missing()),
                  column.notNull() ? " NOT NULL" : ""));
      if (column.defaultValue() != null) {
        statements.add(
            "%s ALTER COLUMN %s SET DEFAULT %s".formatted(alter, name, column.defaultValue()));
      } else if (column.missing() != null) {
        statements.add("%s ALTER COLUMN %s DROP DEFAULT".formatted(alter, name));
      }
      return statements;
    }
  }

  /** A column that is gone. */
  record Dropped(String name) implements ColumnChange {
    @Override
    public String effect() {
      return "column " + name + " was dropped";
    }

    @Override
    public List<String> statements(String table) {
      return List.of(
          "ALTER TABLE %s DROP COLUMN IF EXISTS %s".formatted(table, Sql.identifier(name)));
    }
  }

  /** A column with another name. */
  record Renamed(String from, String to) implements ColumnChange {
    @Override
    public String effect() {
      return "column " + from + " was renamed to " + to;
    }

    @Override
    public List<String> statements(String table) {
      return List.of(
          "ALTER TABLE %s RENAME COLUMN %s TO %s"
              .formatted(table, Sql.identifier(from), Sql.identifier(to)));
    }
  }

  /** A column that was dropped and made again under its name: its values are gone. */
  record Replaced(String name) implements ColumnChange {
    @Override
    public String effect() {
      return "column " + name + " was dropped and added again, so its earlier values are gone";
    }

    @Override
    public boolean lasting() {
      return true;
    }
  }

  /** A column of another type. */
  record TypeChanged(String name, String from, String to) implements ColumnChange {
    @Override
    public String effect() {
      return "column %s: type %s became %s".formatted(name, from, to);
    }
  }

  /** A column that was changed again before the source could be asked what happened. */
  record Unclear(String name) implements ColumnChange {
    @Override
    public String effect() {
      return "column " + name + " was changed more than once";
    }
  }

  /** Another default, NOT NULL, identity or way to compute a column. */
  record RuleChanged(String name, String rule, String from, String to) implements ColumnChange {
    @Override
    public String effect() {
      return "column %s: %s was %s, is %s".formatted(name, rule, from, to);
    }
  }

  /** An enum with more labels. */
  record LabelsAdded(String type, List<String> before, List<String> after) implements ColumnChange {
    @Override
    public String effect() {
      List<String> added = new ArrayList<>(after);
      added.removeAll(before);
      return "enum %s: labels %s were added".formatted(type, added);
    }

    /** In order, so that the neighbour that a label is put next to is there. */
    @Override
    public List<String> statements(String table) {
      List<String> statements = new ArrayList<>();
      for (int i = 0; i < after.size(); i++) {
        String label = after.get(i);
        if (!before.contains(label)) {
          String place =
              i > 0
                  ? " AFTER " + Sql.literal(after.get(i - 1))
                  : before.isEmpty() ? "" : " BEFORE " + Sql.literal(before.get(0));
          statements.add(
              "ALTER TYPE %s ADD VALUE IF NOT EXISTS %s%s"
                  .formatted(type, Sql.literal(label), place));
        }
      }
      return statements;
    }
  }

  /** An enum whose labels were renamed or put in another order. */
  record LabelsChanged(String type, List<String> before, List<String> after)
      implements ColumnChange {
    @Override
    public String effect() {
      return "enum %s: labels were %s, are %s".formatted(type, before, after);
    }
  }
}
