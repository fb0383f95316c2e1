package io.tributary.cdc.apply.convert;

import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.ChangeRecord.RowChange;
import io.tributary.common.change.Row;
import io.tributary.common.convert.Reason;
import io.tributary.common.json.Json;
import io.tributary.common.mapping.ColumnMapping;
import io.tributary.common.mapping.MappedRow;
import io.tributary.common.mapping.RowConversion;
import io.tributary.common.mapping.StoredRowConversion;
import io.tributary.common.mapping.TableMapping;
import io.tributary.common.model.TableName;
import io.tributary.common.sqlite.DeclaredType.Affinity;
import java.util.List;

/** A table of the source whose rows are converted. Used by one thread. */
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
    this.key = mapping.key().stream().flatMap(name -> mapping.column(name).stream()).toList();
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
    return key.isEmpty() || key.size() < mapping.key().size();
  }

  /** Whether two keys of the source may become one key of the target. */
  public boolean keysMayMeet() {
    // A column without a type keeps 1 and '1' apart, which one type of PostgreSQL does not.
    return key.stream()
        .anyMatch(c -> !c.conversion().fidelity().lossless() || c.affinity() == Affinity.BLOB);
  }

  /** Whether SQLite may have several rows with this key, because a part of it is NULL. */
  boolean shares(Row row) {
    return spelling.hasNull(row);
  }

  /** The key of a row, or the one that such rows share. */
  SourceKey sharedKey(Row row) {
    return new SourceKey(mapping.source(), spelling.of(row), 0);
  }

  /**
   * Converts a row that was read where it is.
   *
   * @param number tells it apart from rows with the same key, which there may be when a part of
   *     that is NULL; not 0
   * @param position a position of the source that is not behind it
   */
  public Converted convert(Row row, long number, long position) {
    SourceKey shared = sharedKey(row);
    SourceKey own = shares(row) ? new SourceKey(shared.table(), shared.values(), number) : shared;
    RowChange change =
        new RowChange(mapping.source(), Op.SNAPSHOT, null, row, null, null, 0, 0, position, 0);
    return convert(own, change);
  }

  /** Converts a row's last state. */
  public Converted convert(SourceKey rowKey, RowChange change) {
    if (change.after() == null) {
      return Converted.gone(rowKey, targetKey(change.before()));
    }
    MappedRow mapped = conversion.convert(change.after());
    if (mapped instanceof MappedRow.Accepted accepted && !shares(change.after())) {
      Row found = keyIn(accepted.row());
      if (!found.values().contains(null)) {
        return Converted.accepted(rowKey, change, accepted.row(), found);
      }
    }
    return Converted.refused(refusal(rowKey, change, mapped), targetKey(change.after()));
  }

  /** The row after it has asked for its key of the target; refused when another row has that. */
  public Converted claimed(Converted row, KeyClaims claims) {
    if (row.targetKey() == null) {
      return row;
    }
    String target = text(row.targetKey());
    String own = row.key().text();
    if (row.row() != null) {
      return claims
          .take(target, own)
          .map(owner -> row.inTheWayOf(collision(row, target, owner)))
          .orElse(row);
    }
    if (claims.belongsToOther(target, own)) {
      return row.withoutTarget();
    }
    if (row.gone()) {
      claims.release(target, own);
    }
    return row;
  }

  private Refusal collision(Converted row, String target, String owner) {
    String text =
        "'%s' becomes %s as '%s' does, which came first"
            .formatted(shown(row.key().text()), shown(target), shown(owner));
    return new Refusal(
        row.key(),
        mapping.key().get(0),
        Reason.KEY_COLLISION,
        text,
        row.change().after(),
        row.change().lsn());
  }

  private static String shown(String key) {
    return key.length() <= LONGEST_SHOWN ? key : key.substring(0, LONGEST_SHOWN) + "…";
  }

  private Refusal refusal(SourceKey rowKey, RowChange change, MappedRow mapped) {
    if (mapped instanceof MappedRow.Refused refused) {
      return new Refusal(
          rowKey, refused.column(), refused.reason(), refused.text(), change.after(), change.lsn());
    }
    String text = "becomes NULL in the key, which names no row";
    return new Refusal(
        rowKey, mapping.key().get(0), Reason.NULL_KEY, text, change.after(), change.lsn());
  }

  private Row targetKey(Row image) {
    return shares(image)
        ? null
        : conversion.key(image).filter(found -> !found.values().contains(null)).orElse(null);
  }

  private Row keyIn(Row accepted) {
    return new Row(targetKey, targetKey.stream().map(accepted::value).toList());
  }

  /** A key of the target as the map of keys keeps it: the literal, or a JSON array of several. */
  public static String text(Row targetKey) {
    return targetKey.values().size() == 1
        ? targetKey.values().get(0)
        : Json.text(targetKey.values());
  }
}
