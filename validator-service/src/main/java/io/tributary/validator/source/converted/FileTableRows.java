package io.tributary.validator.source.converted;

import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.StoredValue;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of one table, in order or by key; inside of reads of the file. To be made anew
 * when definitions changed. Where a table cannot be read at one go, {@link #behind} and {@link
 * #withKeys} may end the read and begin another, so that rows are of a later moment than what was
 * read before.
 */
public interface FileTableRows {

  /** The count of all rows. */
  long count() throws SQLException;

  /** The next rows behind a place, null for the beginning; at most about so many. */
  List<FileRow> behind(@Nullable List<StoredValue> place, int rows) throws SQLException;

  /** The rows that have one of these keys now, by the texts of their keys. */
  List<FileRow> withKeys(Collection<List<String>> keys) throws SQLException;

  /** How many rows have one of these keys now. */
  default long countOf(Collection<List<String>> keys) throws SQLException {
    return withKeys(keys).size();
  }

  /** What the bytes of a TEXT are. */
  Charset encoding();

  /** Whether the log of the capture names every row that changed. */
  default boolean logged() {
    return true;
  }
}
