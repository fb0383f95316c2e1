package io.tributary.mapping.table;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.TimestampConversion;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.rule.ColumnFit;
import io.tributary.mapping.rule.ConstantFit;
import io.tributary.mapping.rule.TargetTypeConversion;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One table and its counterpart in the target, column by column. Made for one plan. */
final class GivenTable {
  private final SqliteTable table;
  private final TableRule rule;
  private final TargetTables target;
  private final String name;
  private final Map<String, SqliteColumn> columns = new LinkedHashMap<>();
  private final Map<String, String> constants = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<MappingRemark> remarks = new ArrayList<>();

  GivenTable(
      SqliteTable table, TableRule rule, TargetTables target, String name, @Nullable String zone) {
    this.table = table;
    this.rule = rule;
    this.target = target;
    this.name = name;
    table.columns().forEach(this::place);
    new TreeMap<>(rule.columns()).forEach((column, declared) -> constant(column, declared, zone));
    target.of(name).forEach(this::untouched);
  }

  SqliteTable table() {
    return table;
  }

  /** The target's table. */
  String name() {
    return name;
  }

  /** The column of the source by the target's. */
  Map<String, SqliteColumn> columns() {
    return columns;
  }

  Map<String, String> constants() {
    return constants;
  }

  List<String> problems() {
    return problems;
  }

  List<MappingRemark> remarks() {
    return remarks;
  }

  /** How the values of each column get into the target, before keys are followed. */
  Map<SqliteColumnName, Conversion> conversions(@Nullable String zone) {
    Map<SqliteColumnName, Conversion> conversions = new TreeMap<>();
    columns.forEach(
        (to, column) -> {
          TargetColumn place = target.column(name, to).orElseThrow();
          ColumnRule declared = rule.column(column.name());
          ColumnFit fit = ColumnFit.of(declared, place, zone);
          if (fit.problem() != null) {
            problems.add(display(column.name()) + ": " + fit.problem() + ".");
          }
          if (fit.conversion() != null) {
            remark(column, declared, place, fit.conversion());
            conversions.put(new SqliteColumnName(table.name(), column.name()), fit.conversion());
          }
        });
    return conversions;
  }

  private void place(SqliteColumn column) {
    ColumnRule declared = rule.column(column.name());
    if (declared.drop()) {
      remark(column.name(), RemarkCode.COLUMN_DROPPED, "It stays behind as declared.");
      return;
    }
    String wanted = declared.to() == null ? column.name() : declared.to();
    Optional<TargetColumn> found = target.column(name, wanted);
    if (found.isEmpty()) {
      List<String> names = target.of(name).stream().map(TargetColumn::name).toList();
      problems.add(
          display(column.name())
              + " has no column "
              + wanted
              + " in the target's table "
              + name
              + TargetTables.meant(wanted, names)
              + "; name one with to, or say drop: true if it is to stay behind.");
    } else if (!found.get().computed()) {
      if (columns.putIfAbsent(found.get().name(), column) != null) {
        problems.add(
            display(column.name())
                + " and "
                + columns.get(found.get().name()).name()
                + " would both go to "
                + found.get().name()
                + ".");
      }
    } else if (column.generated() == null) {
      problems.add(
          display(column.name())
              + " goes to a column that PostgreSQL computes; say drop: true if its values are to"
              + " stay behind.");
    } else {
      remark(column.name(), RemarkCode.GENERATED_CHANGED, "PostgreSQL computes it anew.");
    }
  }

  private void constant(String wanted, ColumnRule declared, @Nullable String zone) {
    if (declared.constant() == null) {
      return;
    }
    Optional<TargetColumn> found = target.column(name, wanted);
    if (found.isEmpty() || found.get().computed()) {
      problems.add(
          display(wanted)
              + " is a constant, and the target's table "
              + name
              + " has no such column that can be written.");
    } else {
      ConstantFit fit = ConstantFit.of(declared.constant(), found.get(), zone);
      if (fit.problem() != null) {
        problems.add(display(wanted) + ": " + fit.problem() + ".");
      }
      // Also one that does not fit is in its place, so that nothing else is said of the column.
      constants.put(found.get().name(), fit.literal());
    }
  }

  private void untouched(TargetColumn column) {
    if (column.computed()
        || columns.containsKey(column.name())
        || constants.containsKey(column.name())
        || column.name().equals(TableMapping.ROWID)) {
      return;
    }
    if (column.optional()) {
      remark(
          column.name(),
          RemarkCode.TARGET_ONLY,
          "Only the target has this column: each row gets its default, or NULL.");
    } else {
      problems.add(
          "The target's column "
              + name
              + "."
              + column.name()
              + " gets nothing, is NOT NULL and has no default: give it a default in the DDL, a"
              + " constant, or a column with to.");
    }
  }

  private void remark(
      SqliteColumn column, ColumnRule declared, TargetColumn place, Conversion conversion) {
    if (ConversionName.TEXT.word().equals(declared.convert())
        && !TargetTypeConversion.isText(place)) {
      remark(
          column.name(),
          RemarkCode.TARGET_TYPE,
          "PostgreSQL reads its text as " + place.type() + "; what it refuses is not converted.");
    } else if (place.type().startsWith("character(")) {
      remark(
          column.name(),
          RemarkCode.TARGET_TYPE,
          place.type() + " adds blanks to shorter texts, and ignores blanks at the end.");
    } else if (conversion instanceof TimestampConversion time && time.zones().naive() == null) {
      remark(
          column.name(),
          RemarkCode.NO_ZONE,
          time.zoned()
              ? "Times without a zone are rejected until the migration declares their zone."
              : "Times with a zone are rejected until the migration declares a zone.");
    }
  }

  private void remark(String column, RemarkCode code, String text) {
    remarks.add(new MappingRemark(table.name(), column, code, text));
  }

  private String display(String column) {
    return table.name() + "." + column;
  }
}
