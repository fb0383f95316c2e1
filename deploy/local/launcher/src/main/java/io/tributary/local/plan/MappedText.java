package io.tributary.local.plan;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.source.Source;
import io.tributary.local.console.AlignedLines;
import io.tributary.mapping.back.ColumnReturn;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.back.ReturnProblem;
import io.tributary.mapping.conversion.ConversionFidelity;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The mapping of a source for people: every table with every column. Pure. */
final class MappedText {
  private static final Set<RemarkCode> STAYS_BEHIND =
      EnumSet.of(RemarkCode.VIRTUAL_TABLE_LEFT_OUT, RemarkCode.TRIGGER_LEFT_OUT);

  private final Source source;
  private final MappingBasis basis;
  private final SourceMapping mapping;
  private final ReturnPlan back;
  private final AlignedLines lines = new AlignedLines();

  /**
   * The lines of a source.
   *
   * @param back what comes back from the target
   */
  MappedText(Source source, MappingBasis basis, SourceMapping mapping, ReturnPlan back) {
    this.back = back;
    this.source = source;
    this.basis = basis;
    this.mapping = mapping;
  }

  /** The lines; with the statements before and after the copy if wanted. */
  List<String> lines(List<SqliteTable> tables, List<String> excluded, boolean ddl) {
    for (SqliteTable table : tables) {
      mapping.tables().stream()
          .filter(mapped -> mapped.source().name().equals(table.name()))
          .findFirst()
          .ifPresent(mapped -> table(table, mapped));
    }
    remarks();
    afterwards();
    staysBehind(excluded);
    if (ddl && !mapping.preData().isEmpty()) {
      statements("DDL before the copy", mapping.preData());
      statements("DDL after the copy", mapping.postData());
    }
    return lines.all();
  }

  private void table(SqliteTable table, TableMapping mapped) {
    lines.section(1, table.name() + " -> " + mapped.target().display());
    List<AlignedLines.Row> rows = new ArrayList<>();
    if (mapped.byRowid()) {
      mapped.columns().stream()
          .filter(column -> column.target().equals(TableMapping.ROWID))
          .forEach(
              column ->
                  rows.add(
                      row(
                          mapped,
                          column.source(),
                          "hidden",
                          column,
                          "bigint",
                          "until the cutover")));
    }
    for (SqliteColumn column : table.columns()) {
      Optional<ColumnMapping> target = mapped.column(column.name());
      String declared = column.type().text().isEmpty() ? "(no type)" : column.type().text();
      rows.add(
          target.isPresent()
              ? row(mapped, column.name(), declared, target.get(), type(mapped, target.get()), "")
              : unmapped(table, mapped, column, declared));
    }
    new TreeMap<>(mapped.constants())
        .forEach(
            (name, value) ->
                rows.add(
                    new AlignedLines.Row(
                        List.of("", "", "->", name, type(mapped, name), "'" + value + "'"),
                        List.of())));
    lines.table(2, rows);
  }

  private AlignedLines.Row row(
      TableMapping table,
      String name,
      String declared,
      ColumnMapping column,
      String type,
      String more) {
    ConversionFidelity fidelity = column.conversion().fidelity();
    boolean exact = fidelity.lossless() && fidelity.invertible();
    String conversion = (column.conversion().name() + " " + more).strip();
    List<String> below = new ArrayList<>();
    if (!exact) {
      below.add((fidelity.lossless() ? "one way: " : "loses: ") + fidelity.text());
    }
    Optional<ColumnReturn> returned = returned(table, name);
    below.addAll(lost(returned));
    List<String> cells =
        new ArrayList<>(List.of(name, declared, "->", column.target(), type, conversion));
    returned.ifPresent(way -> cells.add("<- " + way.display()));
    return new AlignedLines.Row(cells, below);
  }

  private Optional<ColumnReturn> returned(TableMapping table, String column) {
    return back.column(table.source(), column);
  }

  private static List<String> lost(Optional<ColumnReturn> returned) {
    return returned
        .filter(column -> column.way() == ColumnReturn.Way.CANNOT)
        .map(column -> column.told() + ".")
        .stream()
        .toList();
  }

  private AlignedLines.Row unmapped(
      SqliteTable table, TableMapping mapped, SqliteColumn column, String declared) {
    boolean dropped = source.converted().table(table.name()).column(column.name()).drop();
    String why =
        dropped
            ? "stays behind"
            : column.generated() != null ? "is computed by PostgreSQL" : "has no place";
    return new AlignedLines.Row(
        List.of(column.name(), declared, "", why), lost(returned(mapped, column.name())));
  }

  /** As the target declares it where it is there already. */
  private String type(TableMapping table, ColumnMapping column) {
    return there(table, column.target()).orElse(column.conversion().targetType());
  }

  private String type(TableMapping table, String constant) {
    String declared =
        source
            .converted()
            .table(table.source().name())
            .column(constant)
            .options()
            .getOrDefault(ConversionOption.TYPE.word(), "text");
    return there(table, constant).orElse(declared);
  }

  private Optional<String> there(TableMapping table, String column) {
    return basis.targetColumns().stream()
        .filter(c -> c.table().equals(table.target()) && c.name().equals(column))
        .map(TargetColumn::type)
        .findFirst();
  }

  private void remarks() {
    Map<RemarkCode, Map<String, List<String>>> groups = new TreeMap<>();
    mapping.remarks().stream()
        .filter(remark -> !STAYS_BEHIND.contains(remark.code()))
        .forEach(
            remark ->
                groups
                    .computeIfAbsent(remark.code(), code -> new LinkedHashMap<>())
                    .computeIfAbsent(remark.text(), text -> new ArrayList<>())
                    .add(place(remark)));
    if (!groups.isEmpty()) {
      lines.section(1, "remarks");
    }
    groups.forEach(
        (code, texts) -> {
          lines.add(2, code.name());
          texts.forEach(
              (text, places) -> lines.add(3, String.join(", ", places) + ": " + onOneLine(text)));
        });
  }

  private static String place(MappingRemark remark) {
    return remark.column() == null ? remark.table() : remark.table() + "." + remark.column();
  }

  private void afterwards() {
    List<ReturnProblem> left = back.afterwards();
    if (!left.isEmpty()) {
      lines.section(1, "after a rollback");
    }
    left.forEach(problem -> lines.add(2, problem.display() + " " + problem.remedy()));
  }

  private void staysBehind(List<String> excluded) {
    Map<String, List<String>> texts = new LinkedHashMap<>();
    mapping.remarks().stream()
        .filter(remark -> STAYS_BEHIND.contains(remark.code()))
        .forEach(
            remark ->
                texts.computeIfAbsent(remark.text(), t -> new ArrayList<>()).add(remark.table()));
    if (!texts.isEmpty() || !excluded.isEmpty()) {
      lines.section(1, "stays behind");
    }
    if (!excluded.isEmpty()) {
      lines.add(2, String.join(", ", excluded) + ": Excluded by the migration file.");
    }
    texts.forEach(
        (text, tables) -> lines.add(2, String.join(", ", tables) + ": " + onOneLine(text)));
  }

  private void statements(String heading, List<String> statements) {
    lines.section(1, heading);
    statements.forEach(sql -> (sql + ";").lines().forEach(line -> lines.add(2, line)));
  }

  private static String onOneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }
}
