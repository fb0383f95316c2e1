package io.tributary.cdc.apply.convert;

import io.tributary.common.change.RowImage;
import io.tributary.common.model.TableName;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.row.KeptKey;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.row.StoredRowConversion;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table of the source with its declared mapping, which converts its rows. Not thread-safe. */
public final class MappedTable {
  private static final int LONGEST_SHOWN = 200;

  private final TableMapping mapping;
  private final RowConversion conversion;
  private final List<ColumnMapping> key;
  private final KeySpelling spelling;
  private final List<String> targetKey;

  MappedTable(TableMapping mapping) {
    this.mapping = mapping;
    this.conversion = new RowConversion(mapping);
    this.key = mapping.keyColumns();
    this.spelling = new KeySpelling(key);
    this.targetKey = key.stream().map(ColumnMapping::target).toList();
  }

  /** The table of the target. */
  public TableName target() {
    return mapping.target();
  }

  /** The columns of the target that hold the key by which the source names rows. */
  public List<String> targetKey() {
    return targetKey;
  }

  List<String> sourceKey() {
    return key.stream().map(ColumnMapping::source).toList();
  }

  /** The same for rows whose values are at hand as they are stored, in this order of columns. */
  public StoredRows stored(List<String> columns) {
    return new StoredRows(new StoredRowConversion(mapping, columns), columns, this);
  }

  /** Whether a part of the key stays behind, so that no row of the target can be named. */
  boolean withoutKey() {
    return !mapping.named();
  }

  /** Whether two keys of the source may become one key of the target. */
  public boolean keysMayMeet() {
    return mapping.keysMayMeet();
  }

  /** Whether SQLite may have several rows with this key, because a part of it is NULL. */
  boolean shares(RowImage row) {
    return spelling.hasNull(row);
  }

  /** The key of a row, or the one that all rows with a NULL in it share. */
  SourceKey sharedKey(RowImage row) {
    return new SourceKey(mapping.source(), spelling.of(row), 0);
  }

  /**
   * Converts a row that was read where it is.
   *
   * @param number tells it apart from rows with the same key, which there may be when a part of
   *     that is NULL; not 0
   * @param position a position of the source that is not behind it
   */
  public ConvertedRow convert(RowImage row, long number, long position) {
    SourceKey shared = sharedKey(row);
    SourceKey own = shares(row) ? new SourceKey(shared.table(), shared.values(), number) : shared;
    return convert(new SourceState(own, row, position));
  }

  /** Converts a row. */
  public ConvertedRow convert(SourceState state) {
    MappedRow mapped = conversion.convert(state.row());
    if (mapped instanceof MappedRow.Accepted accepted && !shares(state.row())) {
      RowImage found = keyIn(accepted.row());
      if (!found.values().contains(null)) {
        return new ConvertedRow.Accepted(state, accepted.row(), found);
      }
    }
    return new ConvertedRow.Refused(refusal(state, mapped), targetKey(state.row()));
  }

  ConvertedRow gone(SourceKey rowKey, RowImage image) {
    return new ConvertedRow.Gone(rowKey, targetKey(image));
  }

  /** The row after it has asked for its key of the target; refused when another row has that. */
  public ConvertedRow claimed(ConvertedRow row, KeyClaims claims) {
    RowImage wanted = row.targetKey();
    if (wanted == null) {
      return row;
    }
    String target = text(wanted);
    String own = row.key().text();
    if (row instanceof ConvertedRow.Accepted accepted) {
      return claims
          .take(target, own)
          .map(owner -> collision(accepted, target, owner))
          .<ConvertedRow>map(refusal -> new ConvertedRow.Refused(refusal, null))
          .orElse(row);
    }
    if (claims.belongsToOther(target, own)) {
      return row instanceof ConvertedRow.Refused refused
          ? new ConvertedRow.Refused(refused.refusal(), null)
          : new ConvertedRow.Gone(row.key(), null);
    }
    if (row instanceof ConvertedRow.Gone) {
      claims.release(target, own);
    }
    return row;
  }

  private RefusedRow collision(ConvertedRow.Accepted row, String target, String owner) {
    String text =
        "'%s' becomes %s as '%s' does, which came first"
            .formatted(shown(row.key().text()), shown(target), shown(owner));
    return RefusedRow.of(row.source(), mapping.key().get(0), QuarantineReason.KEY_COLLISION, text);
  }

  private static String shown(String key) {
    return key.length() <= LONGEST_SHOWN ? key : key.substring(0, LONGEST_SHOWN) + "…";
  }

  private RefusedRow refusal(SourceState state, MappedRow mapped) {
    if (mapped instanceof MappedRow.Refused refused) {
      return RefusedRow.of(state, refused.column(), refused.reason(), refused.text());
    }
    String text = "becomes NULL in the key, which names no row";
    return RefusedRow.of(state, mapping.key().get(0), QuarantineReason.NULL_KEY, text);
  }

  private @Nullable RowImage targetKey(RowImage image) {
    return shares(image)
        ? null
        : conversion.key(image).filter(found -> !found.values().contains(null)).orElse(null);
  }

  private RowImage keyIn(RowImage accepted) {
    return new RowImage(targetKey, targetKey.stream().map(accepted::value).toList());
  }

  /** A key of the target as the map of keys keeps it. */
  public String text(RowImage targetKey) {
    return KeptKey.ofTarget(targetKey.values(), key);
  }
}
