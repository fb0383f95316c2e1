package io.tributary.cdc.apply.fold;

import io.tributary.common.change.Row;
import java.util.List;

/**
 * What a batch has done to one key so far.
 *
 * @param kind what becomes of the key's row
 * @param row the row's last state, null for REMOVE
 * @param from for MOVE: the key whose row in the target has the missing values
 */
record Effect(Kind kind, Row row, List<String> from) {

  enum Kind {
    PUT,
    PATCH,
    MOVE,
    REMOVE
  }

  static final Effect REMOVE = new Effect(Kind.REMOVE, null, null);

  static Effect put(Row row) {
    return new Effect(Kind.PUT, row, null);
  }

  static Effect patch(Row row) {
    return new Effect(Kind.PATCH, row, null);
  }

  static Effect move(List<String> from, Row row) {
    return new Effect(Kind.MOVE, row, from);
  }

  /** The effect after a later state of the same row; null when there is no row to take it on. */
  Effect then(Row later) {
    return switch (kind) {
      case PUT -> complete(later.filledFrom(row));
      case PATCH -> completeOr(later.filledFrom(row), null);
      case MOVE -> completeOr(later.filledFrom(row), from);
      case REMOVE -> complete(later);
    };
  }

  private static Effect complete(Row row) {
    return row.complete() ? put(row) : null;
  }

  private static Effect completeOr(Row row, List<String> from) {
    if (row.complete()) {
      return put(row);
    }
    return from == null ? patch(row) : move(from, row);
  }
}
