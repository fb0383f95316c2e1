package io.tributary.local.plan;

import io.tributary.common.ddl.TargetColumn;
import io.tributary.common.plan.rule.ConversionOption;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.local.plan.document.BackEntry;
import io.tributary.local.plan.document.ChangeEntry;
import io.tributary.local.plan.document.ColumnEntry;
import io.tributary.local.plan.document.ColumnFate;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.StatementsEntry;
import io.tributary.local.plan.document.TableEntry;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.conversion.ConversionFidelity;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The mapping of a source: every table with every column. Pure. */
final class MappedSchema {
  private final Source source;
  private final MappingBasis basis;
  private final SourceMapping mapping;
  private final ReturnPlan back;

  /**
   * The mapping of a source.
   *
   * @param back what comes back from the target
   */
  MappedSchema(Source source, MappingBasis basis, SourceMapping mapping, ReturnPlan back) {
    this.back = back;
    this.source = source;
    this.basis = basis;
    this.mapping = mapping;
  }

  /** One schema of it; with the statements before and after the copy if wanted. */
  SchemaEntry of(
      SchemaMapping schema, List<SqliteTable> tables, List<String> excluded, boolean ddl) {
    List<TableEntry> mapped = new ArrayList<>();
    for (SqliteTable table : tables) {
      mapping.tables().stream()
          .filter(each -> each.source().name().equals(table.name()))
          .findFirst()
          .ifPresent(each -> mapped.add(table(table, each)));
    }
    return new SchemaEntry(
        schema.from(),
        schema.to(),
        mapped,
        MappedRemarks.changed(mapping),
        back.afterwards().stream().map(p -> p.display() + " " + p.remedy()).toList(),
        MappedRemarks.left(mapping, excluded),
        ddl && !mapping.preData().isEmpty()
            ? new StatementsEntry(mapping.preData(), mapping.postData())
            : null);
  }

  private TableEntry table(SqliteTable table, TableMapping mapped) {
    List<ColumnEntry> columns = new ArrayList<>();
    if (mapped.byRowid()) {
      mapped.columns().stream()
          .filter(column -> column.target().equals(TableMapping.ROWID))
          .forEach(
              column -> columns.add(moved(mapped, column, "hidden", ColumnFate.ROWID, "bigint")));
    }
    for (SqliteColumn column : table.columns()) {
      Optional<ColumnMapping> target = mapped.column(column.name());
      columns.add(
          target.isPresent()
              ? moved(
                  mapped,
                  target.get(),
                  column.type().text(),
                  ColumnFate.MOVES,
                  type(mapped, target.get()))
              : unmapped(table, mapped, column));
    }
    new TreeMap<>(mapped.constants())
        .forEach(
            (name, value) -> columns.add(ColumnEntry.constant(name, type(mapped, name), value)));
    return new TableEntry(
        table.name(),
        mapped.target().schema(),
        mapped.target().name(),
        mapped.key(),
        null,
        columns);
  }

  private ColumnEntry moved(
      TableMapping table, ColumnMapping column, String declared, ColumnFate fate, String type) {
    ConversionFidelity fidelity = column.conversion().fidelity();
    boolean exact = fidelity.lossless() && fidelity.invertible();
    return new ColumnEntry(
        column.source(),
        declared,
        fate,
        column.target(),
        type,
        column.conversion().name(),
        null,
        exact ? null : new ChangeEntry(fidelity.lossless(), fidelity.text()),
        null,
        returned(table, column.source()));
  }

  private @Nullable BackEntry returned(TableMapping table, String column) {
    return back.column(table.source(), column).map(BackEntry::of).orElse(null);
  }

  private ColumnEntry unmapped(SqliteTable table, TableMapping mapped, SqliteColumn column) {
    boolean dropped = source.converted().table(table.name()).column(column.name()).drop();
    ColumnFate fate =
        dropped
            ? ColumnFate.STAYS_BEHIND
            : column.generated() != null ? ColumnFate.COMPUTED : ColumnFate.NO_PLACE;
    return ColumnEntry.gone(
        column.name(), column.type().text(), fate, returned(mapped, column.name()));
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
}
