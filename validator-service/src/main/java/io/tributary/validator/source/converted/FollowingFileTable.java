package io.tributary.validator.source.converted;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.compare.RowId;
import io.tributary.validator.compare.RowState;
import io.tributary.validator.source.end.Checkpoint;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.FollowerFacts;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A table of a file that follows the target, and its converted copy. What is applied to the file is
 * in no log of it, so that the copy is read as a whole each time while applications write; in
 * pieces, as large as those of a leading file. In a rollback mode they are of several moments, none
 * of them before the position: a row that is at rest at the leader from before the first piece to
 * behind the last is read as it is in all of them.
 *
 * <p>A row that is written again with the same values looks untouched. What touched it since the
 * reading before is therefore looked up on the change topic.
 */
final class FollowingFileTable implements TableCopy {
  private static final int KEYS_PER_READ = 500;

  private final FileTables tables;
  private final ConvertedCopy copy;
  private final ChangeLookup changes;
  private final Map<RowId, Integer> touches = new HashMap<>();
  private int touchesOfAll;
  private boolean whole;
  private RowidRange within = RowidRange.ALL;
  private @Nullable Checkpoint asked;
  private @Nullable Checkpoint first;
  private @Nullable Checkpoint last;

  FollowingFileTable(FileTables tables, ConvertedCopy copy, ChangeLookup changes) {
    this.tables = tables;
    this.copy = copy;
    this.changes = changes;
  }

  @Override
  public ConvertedCopy copy() {
    return copy;
  }

  @Override
  public boolean whole() {
    return whole;
  }

  @Override
  public RowidRange within() {
    return within;
  }

  @Override
  public long position() {
    return first == null ? 0 : first.position();
  }

  @Override
  public void clear() throws SQLException {
    copy.clear();
    whole = false;
    within = RowidRange.ALL;
  }

  @Override
  public void fill(RowidRange wanted) throws SQLException {
    asked = null;
    touches.clear();
    refresh(wanted, List.of());
  }

  @Override
  public void refresh(RowidRange wanted, Collection<List<String>> besides) throws SQLException {
    do {
      clear();
      if (!wanted.all()) {
        copy.unindex();
      }
      within = wanted;
    } while (!scanned());
    copy.filled();
    whole = true;
  }

  /** Answers false when the table was made anew in between, so that it has to begin again. */
  private boolean scanned() throws SQLException {
    var file = tables.file();
    FollowerFacts facts = new FollowerFacts(file);
    file.begin();
    try {
      boolean held = tables.longReads();
      first = facts.checkpoint().orElse(null);
      String shape = tables.shape(copy.mapping());
      FileTableRows rows = tables.rows(copy.mapping());
      within.requireRowids(tables, copy.mapping());
      FilePieces pieces = new FilePieces(within);
      List<FileRow> piece = pieces.next(rows);
      while (!piece.isEmpty()) {
        if (!held) {
          file.end();
        }
        copy.add(piece);
        file.hasRead(piece.size());
        if (!held) {
          file.begin();
          if (!tables.shape(copy.mapping()).equals(shape)) {
            return false;
          }
        }
        piece = pieces.next(rows);
      }
      last = facts.checkpoint().orElse(null);
      return true;
    } finally {
      file.end();
    }
  }

  /** Nobody but the stream writes here. */
  @Override
  public void awaitConnector() {}

  @Override
  public void fillWith(ChangedRows changed) throws SQLException {
    clear();
    List<List<String>> keys = keysOf(changed);
    tables.file().begin();
    try {
      FileTableRows rows = tables.rows(copy.mapping());
      for (int from = 0; from < keys.size(); from += KEYS_PER_READ) {
        copy.add(rows.withKeys(keys.subList(from, Math.min(keys.size(), from + KEYS_PER_READ))));
      }
    } finally {
      tables.file().end();
    }
  }

  @Override
  public List<List<String>> keysOf(ChangedRows changed) {
    return new ReturnedRowKeys(changed).texts(copy.mapping()).orElseThrow();
  }

  @Override
  public long countOf(ChangedRows changed) throws SQLException {
    tables.file().begin();
    try {
      return tables.rows(copy.mapping()).countOf(keysOf(changed));
    } finally {
      tables.file().end();
    }
  }

  @Override
  public long count() throws SQLException {
    tables.file().begin();
    try {
      return tables.rows(copy.mapping()).count();
    } finally {
      tables.file().end();
    }
  }

  /**
   * The rows with their content as the version, and how often the stream touched them from one
   * reading that this was asked for to the next.
   *
   * @param pair the leader's table and this one
   */
  @Override
  public Map<RowId, RowState> versioned(TablePair pair, Map<RowId, RowState> rows) {
    boolean present = rows.values().stream().anyMatch(row -> row.copies() > 0);
    if (asked != null && last != null && present) {
      // The record behind the checkpoint may be applied in part.
      note(pair, changes.between(names(pair), asked.offset(), last.offset() + 1));
    }
    asked = first;
    Map<RowId, RowState> versioned = new HashMap<>();
    rows.forEach(
        (id, row) ->
            versioned.put(
                id,
                new RowState(
                    row.content(),
                    row.copies(),
                    row.content() + touchesOfAll + "/" + touches.getOrDefault(id, 0))));
    return versioned;
  }

  /** Changes of a partitioned table may go by the names of its partitions. */
  private static Predicate<TableName> names(TablePair pair) {
    return pair.source().partitioned() ? any -> true : pair.source().table()::equals;
  }

  private void note(TablePair pair, ChangedRows changed) {
    Optional<List<RowId>> ids =
        pair.source().partitioned()
            ? Optional.empty()
            : new ReturnedRowKeys(changed).ids(pair.source());
    if (ids.isPresent()) {
      ids.get().forEach(id -> touches.merge(id, 1, Integer::sum));
    } else if (!changed.nothing()) {
      touchesOfAll++;
    }
  }
}
