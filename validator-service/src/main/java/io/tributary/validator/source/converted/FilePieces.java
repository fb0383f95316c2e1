package io.tributary.validator.source.converted;

import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One walk through rows of a table, in pieces that grow: most tables are small. */
final class FilePieces {
  private static final int FIRST_PIECE = 64;
  private static final int LARGEST_PIECE = 2_000;

  private final RowidRange within;
  private int size = FIRST_PIECE;
  private @Nullable List<StoredValue> place;
  private boolean ended;

  /**
   * A walk that has yet to begin.
   *
   * @param within which rows; a range only of a table whose key is the rowid
   */
  FilePieces(RowidRange within) {
    this.within = within;
    this.place = within.begin();
  }

  /** The rows behind the piece before; none at the end. */
  List<FileRow> next(FileTableRows rows) throws SQLException {
    if (ended) {
      return List.of();
    }
    List<FileRow> read = rows.behind(place, size);
    List<FileRow> piece = within.upToEnd(read);
    ended = piece.size() < read.size();
    if (!piece.isEmpty()) {
      place = piece.get(piece.size() - 1).place();
      size = Math.min(LARGEST_PIECE, size * 2);
    }
    return piece;
  }
}
