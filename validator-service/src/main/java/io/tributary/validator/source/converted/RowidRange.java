package io.tributary.validator.source.converted;

import io.tributary.common.error.TributaryException;
import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.ValidatorError;
import io.tributary.validator.compare.KeyRange;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of a file whose rowid, which is their key at both ends, lies in a range.
 *
 * @param after exclusive lower bound, null for the beginning
 * @param upTo inclusive upper bound, null for the end
 */
record RowidRange(@Nullable Long after, @Nullable Long upTo) {
  private static final String WHOLE = "-?[0-9]{1,19}";

  /** Every row. */
  static final RowidRange ALL = new RowidRange(null, null);

  /** The rows that a range of the target's keys stands for. */
  static RowidRange of(KeyRange keys) {
    return new RowidRange(bound(keys.after()), bound(keys.upTo()));
  }

  private static @Nullable Long bound(@Nullable List<String> key) {
    return key == null ? null : Long.valueOf(key.get(0));
  }

  /** Whether it is every row. */
  boolean all() {
    return after == null && upTo == null;
  }

  /**
   * Checks inside of a read that the key of a table still is its rowid, unless this is every row.
   *
   * @throws TributaryException SHAPE when somebody gave the table another key
   */
  void requireRowids(FileTables tables, TableMapping table) throws SQLException {
    if (!all() && !tables.keyedByRowid(table)) {
      throw new TributaryException(
          ValidatorError.SHAPE,
          "Table "
              + table.source().display()
              + " of "
              + tables.file().path()
              + " got another key while it was compared. It is compared once more.",
          Map.of("table", table.source().display()));
    }
  }

  /** Whether it has the row of a key, as the log spells it. A key that is no rowid is in each. */
  boolean holds(List<String> key) {
    String text = key.get(0);
    if (all() || text == null || !text.matches(WHOLE)) {
      return true;
    }
    BigInteger number = new BigInteger(text);
    return number.bitLength() >= Long.SIZE || holds(number.longValue());
  }

  private boolean holds(long rowid) {
    return (after == null || rowid > after) && (upTo == null || rowid <= upTo);
  }

  /** The place behind which its rows begin; null for the beginning. */
  @Nullable List<StoredValue> begin() {
    return after == null ? null : List.of(StoredValue.integer(after));
  }

  /** Those rows of a piece that are not behind its end. */
  List<FileRow> upToEnd(List<FileRow> piece) {
    return upTo == null ? piece : piece.stream().filter(row -> holds(rowid(row))).toList();
  }

  private static long rowid(FileRow row) {
    return (Long) row.place().get(0).present();
  }
}
