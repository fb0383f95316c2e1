package io.tributary.files.sqlite.capture;

import static io.tributary.files.sqlite.SqliteNames.quote;

import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.table.CaptureColumn;
import io.tributary.files.sqlite.table.CaptureTable;
import io.tributary.files.sqlite.table.UniqueIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The triggers that log the keys of a table's changed rows. They run in the writer's own SQLite and
 * use nothing that one of 2021 (3.35) lacks. They compute nothing from values, so that no value can
 * make the writer's statement fail.
 *
 * <p>AFTER triggers log the keys before and after. The rows that a REPLACE removes fire no trigger;
 * they are those that collide with the new row in a unique index, and BEFORE triggers log them. A
 * key that is logged without need is only read again.
 */
final class CaptureTriggers {
  private final CaptureTable table;
  private final long id;

  /**
   * @param id the number that the log knows the table by
   */
  CaptureTriggers(CaptureTable table, long id) {
    this.table = table;
    this.id = id;
  }

  /** The names of all triggers that a table of this number may have begin with this. */
  static String prefix(long id) {
    return SqliteNames.TRIGGER + id + "_";
  }

  List<TriggerDefinition> all() {
    List<TriggerDefinition> triggers = new ArrayList<>();
    String evicted = evicted(false);
    if (!evicted.isEmpty()) {
      triggers.add(trigger("bi", "BEFORE INSERT", "", evicted));
      triggers.add(trigger("bu", "BEFORE UPDATE" + colliding(), "", evicted(true)));
    }
    triggers.add(trigger("ai", "AFTER INSERT", "", log("NEW")));
    triggers.add(trigger("au", "AFTER UPDATE", "", log("NEW")));
    triggers.add(trigger("ak", "AFTER UPDATE" + keyNamed(), " WHEN " + keyChanged(), log("OLD")));
    triggers.add(trigger("ad", "AFTER DELETE", "", log("OLD")));
    return triggers;
  }

  private TriggerDefinition trigger(String kind, String event, String when, String body) {
    String name = prefix(id) + kind;
    return new TriggerDefinition(
        name,
        "CREATE TRIGGER "
            + quote(name)
            + " "
            + event
            + " ON "
            + quote(table.name())
            + when
            + " BEGIN "
            + body
            + "END");
  }

  private String log(String row) {
    return into() + "VALUES (" + id + ", " + key(row) + "); ";
  }

  private String into() {
    String places =
        IntStream.range(0, table.key().columns().size())
            .mapToObj(i -> "k" + i)
            .collect(Collectors.joining(", "));
    return "INSERT INTO " + quote(SqliteNames.LOG) + " (tbl, " + places + ") ";
  }

  private String key(String row) {
    return table.key().columns().stream()
        .map(column -> row + "." + quote(column))
        .collect(Collectors.joining(", "));
  }

  /**
   * Only statements that name a key column can change a key; others need not run the trigger. The
   * rowid has four names at most, and one that a column has taken does no harm here.
   */
  private String keyNamed() {
    if (table.key().columns().stream().anyMatch(name -> table.column(name).generated())) {
      return "";
    }
    Stream<String> rowids =
        switch (table.key().kind()) {
          case ROWID_ALIAS, HIDDEN_ROWID -> Stream.of("rowid", "_rowid_", "oid");
          case PRIMARY, UNIQUE -> Stream.of();
        };
    return Stream.concat(table.key().columns().stream(), rowids)
        .distinct()
        .map(SqliteNames::quote)
        .collect(Collectors.joining(", ", " OF ", ""));
  }

  private String keyChanged() {
    boolean typed = !table.key().exact();
    return table.key().columns().stream()
        .map(
            column -> {
              String before = "OLD." + quote(column);
              String after = "NEW." + quote(column);
              String differs = before + " COLLATE BINARY IS NOT " + after;
              return typed
                  ? differs + " OR typeof(" + before + ") <> typeof(" + after + ")"
                  : differs;
            })
        .collect(Collectors.joining(" OR "));
  }

  /**
   * The key's own index is none of them: what collides in it has the new row's key, which is logged
   * after. A NULL in the key collides with nothing.
   */
  private List<UniqueIndex> evicting() {
    return table.unique().stream().filter(index -> !(table.key().exact() && isKey(index))).toList();
  }

  private boolean isKey(UniqueIndex index) {
    return index.plain()
        && index.columns().stream()
            .map(UniqueIndex.Column::name)
            .toList()
            .equals(table.key().columns());
  }

  private String evicted(boolean update) {
    return evicting().stream()
        .map(
            index ->
                into()
                    + "SELECT "
                    + id
                    + ", "
                    + key("t")
                    + " FROM "
                    + quote(table.name())
                    + " AS t WHERE "
                    + collides(index)
                    + (update ? " AND NOT (" + sameRow() + ")" : "")
                    + "; ")
        .collect(Collectors.joining());
  }

  private String sameRow() {
    return table.key().columns().stream()
        .map(column -> "t." + quote(column) + " COLLATE BINARY IS OLD." + quote(column))
        .collect(Collectors.joining(" AND "));
  }

  /** The index's own columns, collation, expressions and condition, so that it is searched. */
  private String collides(UniqueIndex index) {
    String equal = index.terms().stream().map(this::collides).collect(Collectors.joining(" AND "));
    return index.where() == null ? equal : equal + " AND (" + index.where() + "\n)";
  }

  private String collides(UniqueIndex.Term term) {
    if (term instanceof UniqueIndex.Column column) {
      String name = quote(column.name());
      return "t." + name + " = NEW." + name + " COLLATE " + quote(column.collation());
    }
    String text = ((UniqueIndex.Expression) term).text();
    return text + " = (SELECT " + text + " FROM " + newRow(text);
  }

  /**
   * The new row under its column names, so that an expression's text means it. Only columns that
   * the text may name: SQLite refuses to drop a column that a trigger names.
   */
  private String newRow(String expression) {
    String text = expression.toLowerCase(Locale.ROOT);
    String named =
        table.columns().stream()
            .map(CaptureColumn::name)
            .filter(name -> text.contains(name.replace("\"", "\"\"").toLowerCase(Locale.ROOT)))
            .map(name -> "NEW." + quote(name) + " AS " + quote(name))
            .collect(Collectors.joining(", "));
    return "(SELECT " + (named.isEmpty() ? "1" : named) + "))";
  }

  /** Names the columns that a collision can come from; nothing where that cannot be told. */
  private String colliding() {
    List<UniqueIndex> indexes = evicting();
    boolean told =
        indexes.stream()
            .allMatch(
                index ->
                    index.plain()
                        && index.columns().stream()
                            .noneMatch(c -> table.column(c.name()).generated()));
    return !told
        ? ""
        : indexes.stream()
            .flatMap(index -> index.columns().stream())
            .map(column -> quote(column.name()))
            .distinct()
            .collect(Collectors.joining(", ", " OF ", ""));
  }
}
