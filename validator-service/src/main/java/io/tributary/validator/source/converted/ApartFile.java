package io.tributary.validator.source.converted;

import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open once more, so that a read of it can be held while it is read on. Used by one
 * thread; {@link #abort} may come from any.
 */
final class ApartFile {
  private final Supplier<FileTables> opening;
  private volatile @Nullable FileTables opened;

  /** Not open yet. */
  ApartFile(Supplier<FileTables> opening) {
    this.opening = opening;
  }

  /**
   * Opens it anew. Empty where a held read keeps writers waiting, which is so in the rollback modes
   * of SQLite.
   */
  Optional<FileTables> open() throws SQLException {
    close();
    FileTables tables = opening.get();
    opened = tables;
    if (tables.longReads()) {
      return Optional.of(tables);
    }
    close();
    return Optional.empty();
  }

  void abort() {
    FileTables tables = opened;
    if (tables != null) {
      tables.file().abort();
    }
  }

  void close() {
    FileTables tables = opened;
    if (tables != null) {
      tables.file().close();
    }
    opened = null;
  }
}
