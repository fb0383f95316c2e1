package io.tributary.mapping.chroma;

import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.mapping.sqlite.schema.DeclaredType;
import io.tributary.mapping.sqlite.schema.IndexedPart;
import io.tributary.mapping.sqlite.schema.SqliteColumn;
import io.tributary.mapping.sqlite.schema.SqliteKey;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table that the Chroma connector makes of a collection, as if SQLite declared it. Pure. */
public final class CollectionTable {
  private static final String ID = "id";
  private static final Map<String, ConversionName> CONVERTED =
      Map.of("metadata", ConversionName.JSONB, "created_at", ConversionName.TIMESTAMPTZ);

  /** A record that comes at the target gets its time there, as it does in Chroma. */
  private static final SqliteColumn CREATED_AT =
      new SqliteColumn("created_at", DeclaredType.TEXT, false, null, "CURRENT_TIMESTAMP", null);

  private CollectionTable() {}

  /** The table as declared. A record whose vector is lost has none, and the target wants one. */
  public static SqliteTable of(CollectionShape shape) {
    return of(shape, DeclaredType.floatVector(shape.dimension(), shape.declared()));
  }

  /** The same as a partition of one table for all, whose type has room for every dimension. */
  static SqliteTable partition(CollectionShape shape) {
    return of(shape, DeclaredType.floatVector(shape.dimension(), shape.declared()).unsized());
  }

  private static SqliteTable of(CollectionShape shape, DeclaredType vector) {
    return new SqliteTable(
        shape.name(),
        List.of(
            column(ID, DeclaredType.TEXT, true),
            column("document", DeclaredType.TEXT, false),
            column(CollectionShape.EMBEDDING, vector, true),
            column("metadata", DeclaredType.TEXT, false),
            column("uri", DeclaredType.TEXT, false),
            CREATED_AT),
        new SqliteKey(null, List.of(IndexedPart.of(ID)), false),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        true,
        false);
  }

  private static SqliteColumn column(String name, DeclaredType type, boolean notNull) {
    return SqliteColumn.plain(name, type, notNull);
  }

  /** The rule of its table, in which what the operator declares comes first. */
  static TableRule rule(TableRule declared, String to) {
    Map<String, ColumnRule> columns = new HashMap<>(declared.columns());
    CONVERTED.forEach(
        (column, conversion) -> columns.compute(column, (name, rule) -> with(rule, conversion)));
    return new TableRule(to, columns);
  }

  private static ColumnRule with(@Nullable ColumnRule declared, ConversionName conversion) {
    ColumnRule rule = declared == null ? ColumnRule.NONE : declared;
    return rule.drop() || rule.convert() != null
        ? rule
        : new ColumnRule(rule.to(), false, null, conversion.word(), rule.options());
  }
}
