package io.tributary.local.demo.writer;

import java.util.Locale;

/** A row that an acknowledged write put there was not found once, but never or twice. */
final class LostWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LostWriteException(SampleWrite write, int rows, WriteSide side) {
    super(
        "The "
            + side.name().toLowerCase(Locale.ROOT)
            + " has "
            + rows
            + " rows where an acknowledged write left one: "
            + write.table().catalogName()
            + " "
            + write.key()
            + " ("
            + write.kind()
            + ").");
  }
}
