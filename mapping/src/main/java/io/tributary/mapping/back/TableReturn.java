package io.tributary.mapping.back;

import io.tributary.common.plan.ColumnDirection;
import io.tributary.mapping.conversion.NumericConversion;
import io.tributary.mapping.conversion.ReturnOutcome;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.key.KeyReference;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What of a table comes back. Made for one plan. */
final class TableReturn {
  /** So many digits of each decimal number a REAL keeps. */
  private static final int REAL_DIGITS = 15;

  static final String OR_NONE = ", or say way-back: none for the source.";

  private final SqliteTable table;
  private final TableMapping mapping;
  private final Map<String, ReturnProblem> problems = new LinkedHashMap<>();

  /**
   * A table.
   *
   * @param references the foreign keys of the schema
   * @param tables all that move
   */
  TableReturn(
      SqliteTable table,
      TableMapping mapping,
      List<KeyReference> references,
      List<TableMapping> tables) {
    this.table = table;
    this.mapping = mapping;
    key();
    mapping.columns().forEach(this::column);
    table.columns().forEach(this::staysBehind);
    references.stream()
        .filter(reference -> reference.table().equals(table.name()))
        .forEach(reference -> reference(reference, tables));
  }

  List<ReturnProblem> problems() {
    return List.copyOf(problems.values());
  }

  List<ColumnDirection> columns() {
    Set<String> names = new LinkedHashSet<>();
    mapping.columns().forEach(column -> names.add(column.source()));
    names.addAll(problems.keySet());
    return names.stream()
        .map(name -> new ColumnDirection(table.name(), name, of(name).told()))
        .toList();
  }

  ColumnReturn of(String column) {
    ReturnProblem problem = problems.get(column);
    if (problem != null) {
      return ColumnReturn.cannot(problem.because());
    }
    return mapping
        .column(column)
        .filter(ColumnMapping::merges)
        .map(NewValue::of)
        .filter(ReturnOutcome.Stored.class::isInstance)
        .map(outcome -> ColumnReturn.asDeclared(((ReturnOutcome.Stored) outcome).value()))
        .orElseGet(
            () ->
                mapping.column(column).filter(TableReturn::limited).isPresent()
                    ? ColumnReturn.upToDigits(REAL_DIGITS)
                    : ColumnReturn.asItWas());
  }

  /** SQLite keeps what is no whole number of a numeric column as a REAL, and as nothing else. */
  private static boolean limited(ColumnMapping column) {
    boolean numeric = column.affinity() != Affinity.TEXT && column.affinity() != Affinity.BLOB;
    return numeric
        && column.conversion().bare() instanceof NumericConversion decimal
        && (decimal.precision() == 0 || decimal.precision() > REAL_DIGITS);
  }

  private void key() {
    mapping.key().stream()
        .filter(name -> mapping.column(name).isEmpty())
        .forEach(
            name ->
                problem(
                    name, "it stays behind and is part of the table's key", "Let the column move"));
  }

  private void column(ColumnMapping column) {
    boolean number = column.affinity() == Affinity.INTEGER || column.affinity() == Affinity.REAL;
    // A number that was given to the row here would become another UUID when it goes out again.
    if (number && column.conversion().bare() instanceof UuidConversion) {
      problem(
          column.source(),
          "a row that is made at the target has a UUID that no number becomes",
          "Let the key stay a number in the target, without convert: uuid");
    } else if (NewValue.of(column) instanceof ReturnOutcome.Refused refused) {
      problem(
          column.source(),
          "of a value that is new at the target, such as " + refused.text(),
          "Declare another conversion for the column");
    }
  }

  private void staysBehind(SqliteColumn column) {
    boolean needed = column.notNull() && column.defaultText() == null && column.generated() == null;
    if (needed && mapping.column(column.name()).isEmpty()) {
      problem(
          column.name(),
          "it stays behind, and is NOT NULL without a default, which a row needs that is made at"
              + " the target",
          "Let the column move, give it a default in the file");
    }
  }

  /** A key that may have had another spelling can be looked for as a whole only. */
  private void reference(KeyReference reference, List<TableMapping> tables) {
    boolean known =
        mapping.references().stream()
            .anyMatch(
                found ->
                    found.parent().name().equals(reference.parent())
                        && new HashSet<>(found.columns())
                            .equals(new HashSet<>(reference.columns())));
    tables.stream()
        .filter(parent -> !known && parent.source().name().equals(reference.parent()))
        .flatMap(parent -> parent.columns().stream())
        .filter(column -> reference.parentColumns().contains(column.source()))
        .filter(ColumnMapping::merges)
        .map(column -> reference.parentColumns().indexOf(column.source()))
        .map(reference.columns()::get)
        .filter(name -> mapping.column(name).isPresent())
        .forEach(
            name ->
                problem(
                    name,
                    "it refers to values of "
                        + reference.parent()
                        + " that are spelled otherwise in the target, and which are not the whole"
                        + " key of that table",
                    "Let the columns that it refers to move without convert"));
  }

  private void problem(String column, String because, String remedy) {
    problems.putIfAbsent(
        column, new ReturnProblem(table.name() + "." + column, because, remedy + OR_NONE));
  }
}
