package io.tributary.cdc.apply.write;

import io.tributary.cdc.apply.fold.TableEffects;
import io.tributary.cdc.apply.session.TargetStatement;
import io.tributary.cdc.apply.table.TargetColumn;
import io.tributary.cdc.apply.table.TargetTable;
import io.tributary.common.change.RowImage;
import io.tributary.common.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statements that bring the effects of a batch into one table; pure. */
public final class TableStatements {
  private final TargetTable table;
  private final String name;
  private final String only;

  public TableStatements(TargetTable table) {
    this.table = table;
    this.name = Sql.table(table.name());
    this.only = table.partitioned() ? name : "ONLY " + name;
  }

  /**
   * All statements, in order, each made when it is asked for. Moves must have been turned into puts
   * before; with {@code replace} also patches.
   */
  Stream<TargetStatement> of(TableEffects effects, boolean replace) {
    Stream<TargetStatement> truncate = effects.truncate() ? Stream.of(truncate()) : Stream.empty();
    Stream<TargetStatement> rows =
        table.keyed()
            ? keyed(effects, replace)
            : new KeylessStatements(table, name, only).of(effects.counts());
    return Stream.concat(truncate, rows);
  }

  private Stream<TargetStatement> keyed(TableEffects effects, boolean replace) {
    List<List<String>> removes = new ArrayList<>(effects.removes());
    if (replace) {
      effects.puts().forEach(row -> removes.add(key(row)));
    }
    return Stream.of(
            removes.isEmpty() ? Stream.<TargetStatement>empty() : Stream.of(delete(removes)),
            RowGroups.presentKeyFirst(table, effects.patches())
                .filter(group -> group.columns().size() > table.key().size())
                .map(this::update),
            RowGroups.present(table, effects.puts()).map(group -> insert(group, replace)))
        .flatMap(statements -> statements);
  }

  /** TRUNCATE is refused where foreign keys refer to the table, even in a replica session. */
  public TargetStatement truncate() {
    return TargetStatement.of(
        table.referenced() ? "DELETE FROM " + only : "TRUNCATE " + only, List.of());
  }

  TargetStatement delete(List<List<String>> keys) {
    RowsParameter rows = RowsParameter.ofKeys(keyColumns(), keys);
    String sql =
        "DELETE FROM %s AS t USING %s AS u(%s) WHERE %s"
            .formatted(only, rows.unnest(), rows.aliases(), rows.matches(table.key().size()));
    return TargetStatement.of(sql, rows.parameters());
  }

  TargetStatement update(RowsParameter rows) {
    int key = table.key().size();
    List<String> sets = new ArrayList<>();
    for (int i = key; i < rows.columns().size(); i++) {
      if (!rows.columns().get(i).identityAlways()) {
        sets.add(Sql.identifier(rows.columns().get(i).name()) + " = " + rows.value(i));
      }
    }
    String sql =
        "UPDATE %s AS t SET %s FROM %s AS u(%s) WHERE %s"
            .formatted(
                only, String.join(", ", sets), rows.unnest(), rows.aliases(), rows.matches(key));
    return TargetStatement.touching(rows.arrays().get(0).length, sql, rows.parameters());
  }

  TargetStatement insert(RowsParameter rows, boolean replace) {
    String sql =
        "INSERT INTO %s (%s)%s SELECT %s FROM %s AS u(%s)%s"
            .formatted(
                name,
                rows.names(),
                overriding(),
                rows.values(),
                rows.unnest(),
                rows.aliases(),
                replace ? "" : onConflict(rows));
    return TargetStatement.of(sql, rows.parameters());
  }

  /**
   * Reads values that the source did not send: parameters are keys; columns of the answer are the
   * key's index from 1, then the wanted columns as text.
   */
  TargetStatement read(List<List<String>> keys, List<String> wanted) {
    RowsParameter rows = RowsParameter.ofKeys(keyColumns(), keys);
    String columns =
        wanted.stream()
            .map(column -> ", t." + Sql.identifier(column) + "::text")
            .collect(Collectors.joining());
    String sql =
        "SELECT u.i%s FROM %s WITH ORDINALITY AS u(%s, i) JOIN %s AS t ON %s"
            .formatted(
                columns, rows.unnest(), rows.aliases(), only, rows.matches(table.key().size()));
    return TargetStatement.touching(keys.size(), sql, rows.parameters());
  }

  /**
   * Whether the row with a key has these values, which are held against it as text: not every type
   * knows equality. One row with the answer, or none where the key is not there.
   */
  TargetStatement same(RowsParameter row) {
    List<String> equal = new ArrayList<>();
    for (int i = table.key().size(); i < row.columns().size(); i++) {
      equal.add(
          "t.%s::text IS NOT DISTINCT FROM (%s)::text"
              .formatted(Sql.identifier(row.columns().get(i).name()), row.value(i)));
    }
    String sql =
        "SELECT %s FROM %s AS t, %s AS u(%s) WHERE %s"
            .formatted(
                equal.isEmpty() ? "true" : String.join(" AND ", equal),
                only,
                row.unnest(),
                row.aliases(),
                row.matches(table.key().size()));
    return TargetStatement.of(sql, row.parameters());
  }

  String overriding() {
    boolean identity = table.columns().stream().anyMatch(TargetColumn::identityAlways);
    return identity ? " OVERRIDING SYSTEM VALUE" : "";
  }

  private String onConflict(RowsParameter rows) {
    String key = table.key().stream().map(Sql::identifier).collect(Collectors.joining(", "));
    String sets =
        rows.columns().stream()
            .filter(column -> !table.isKey(column.name()) && !column.identityAlways())
            .map(column -> Sql.identifier(column.name()))
            .map(column -> column + " = EXCLUDED." + column)
            .collect(Collectors.joining(", "));
    return " ON CONFLICT (" + key + ") DO " + (sets.isEmpty() ? "NOTHING" : "UPDATE SET " + sets);
  }

  private List<TargetColumn> keyColumns() {
    return table.key().stream().map(table::column).toList();
  }

  private List<String> key(RowImage row) {
    return table.key().stream().map(row::value).toList();
  }
}
