package io.tributary.cdc.apply.fold;

import io.tributary.common.change.RowImage;
import java.util.List;

/**
 * The effect of a batch on the row with one key, so far.
 *
 * @param kind what becomes of the key's row
 * @param row the row's last state, null for REMOVE
 * @param from for MOVE: the key whose row in the target has the missing values
 */
record KeyEffect(Kind kind, RowImage row, List<String> from) {

  enum Kind {
    PUT,
    PATCH,
    MOVE,
    REMOVE
  }

  static final KeyEffect REMOVE = new KeyEffect(Kind.REMOVE, null, null);

  static KeyEffect put(RowImage row) {
    return new KeyEffect(Kind.PUT, row, null);
  }

  static KeyEffect patch(RowImage row) {
    return new KeyEffect(Kind.PATCH, row, null);
  }

  static KeyEffect move(List<String> from, RowImage row) {
    return new KeyEffect(Kind.MOVE, row, from);
  }

  /** The effect after a later state of the same row; null when there is no row to take it on. */
  KeyEffect then(RowImage later) {
    return switch (kind) {
      case PUT -> complete(later.filledFrom(row));
      case PATCH -> completeOr(later.filledFrom(row), null);
      case MOVE -> completeOr(later.filledFrom(row), from);
      case REMOVE -> complete(later);
    };
  }

  private static KeyEffect complete(RowImage row) {
    return row.complete() ? put(row) : null;
  }

  private static KeyEffect completeOr(RowImage row, List<String> from) {
    if (row.complete()) {
      return put(row);
    }
    return from == null ? patch(row) : move(from, row);
  }
}
