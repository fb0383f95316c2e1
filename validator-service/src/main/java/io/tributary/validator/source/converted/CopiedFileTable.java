package io.tributary.validator.source.converted;

import io.tributary.validator.changes.ChangedRows;
import io.tributary.validator.source.sqlite.file.CapturedLog;
import io.tributary.validator.source.sqlite.file.FileRow;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table of a file that leads, its converted copy, and the place of the log up to which the copy
 * equals the table. Rows are read in pieces, so that memory does not grow with the table; in a
 * rollback mode each piece is a read of its own, because a reader keeps writers from committing,
 * and what changed meanwhile is read again by the keys in the log. Inside of a transaction of the
 * copy's session.
 */
final class CopiedFileTable implements TableCopy {
  private static final int LOG_ROWS = 500;

  /** The connector takes at least a second, and a tenth of the time, for looking at all rows. */
  private static final long REST_MILLIS = 3_000;

  private static final long REST_SHARE = 12;

  private final FileTables tables;
  private final SqliteFileReader file;
  private final CapturedLog log;
  private final ConvertedCopy copy;
  private @Nullable FileTableRows table;
  private long number;
  private long version;
  private @Nullable String definition;
  private CapturedLog.@Nullable Place place;
  private boolean whole;
  private RowidRange within = RowidRange.ALL;
  private long readingMillis;
  private final RowFingerprints digests = new RowFingerprints();

  CopiedFileTable(FileTables tables, ConvertedCopy copy) {
    this.tables = tables;
    this.file = tables.file();
    this.log = new CapturedLog(file);
    this.copy = copy;
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
    return place().seq();
  }

  @Override
  public void clear() throws SQLException {
    copy.clear();
    digests.clear();
    whole = false;
    within = RowidRange.ALL;
  }

  @Override
  public void fill(RowidRange wanted) throws SQLException {
    boolean held;
    do {
      clear();
      if (!wanted.all()) {
        copy.unindex();
      }
      within = wanted;
      held = tables.longReads();
    } while (!scanned(held, this::take) || !(held || caughtUp(List.of())));
    copy.filled();
    whole = true;
  }

  @Override
  public void refresh(RowidRange wanted, Collection<List<String>> besides) throws SQLException {
    boolean known =
        whole && within.equals(wanted) && (table().logged() ? caughtUp(besides) : compared());
    if (!known) {
      fill(wanted);
    }
  }

  /**
   * Reads all rows and takes in those that are others. One that is the same stays as it is, so that
   * it can be told to be at rest.
   */
  private boolean compared() throws SQLException {
    long began = System.nanoTime();
    digests.begin();
    if (!scanned(tables.longReads(), this::takeChanged)) {
      return false;
    }
    copy.remove(digests.gone());
    readingMillis = (System.nanoTime() - began) / 1_000_000;
    return true;
  }

  /**
   * Gives the connector the time in which it finds what was changed without a trigger. Behind a
   * fence there is nothing to be found any more.
   */
  @Override
  public void awaitConnector() {
    if (!table().logged()) {
      file.rest(REST_MILLIS + REST_SHARE * readingMillis);
    }
  }

  private void takeChanged(List<FileRow> piece) throws SQLException {
    List<FileRow> changed = digests.changed(piece);
    copy.remove(changed.stream().map(FileRow::key).toList());
    copy.add(changed);
  }

  private void take(List<FileRow> piece) throws SQLException {
    copy.add(piece);
    if (!table().logged()) {
      digests.changed(piece);
    }
  }

  @Override
  public void fillWith(ChangedRows changed) throws SQLException {
    List<List<String>> keys = keysOf(changed);
    clear();
    file.begin();
    try {
      FileTableRows opened = open();
      for (int from = 0; from < keys.size(); from += LOG_ROWS) {
        copy.add(opened.withKeys(keys.subList(from, Math.min(keys.size(), from + LOG_ROWS))));
      }
    } finally {
      file.end();
    }
  }

  @Override
  public List<List<String>> keysOf(ChangedRows changed) {
    return new ChangedRowKeys(copy, changed).texts();
  }

  @Override
  public long countOf(ChangedRows changed) throws SQLException {
    file.begin();
    try {
      return tables.rows(copy.mapping()).countOf(keysOf(changed));
    } finally {
      file.end();
    }
  }

  @Override
  public long count() throws SQLException {
    file.begin();
    try {
      return tables.rows(copy.mapping()).count();
    } finally {
      file.end();
    }
  }

  private FileTableRows open() throws SQLException {
    place = log.last();
    long now = tables.version();
    if (table == null || now != version) {
      table = null;
      number = tables.number(copy.mapping());
      table = tables.rows(copy.mapping());
      definition = tables.definition(copy.mapping());
      version = now;
    }
    within.requireRowids(tables, copy.mapping());
    return table;
  }

  private FileTableRows table() {
    return Objects.requireNonNull(table, "it was read before");
  }

  private CapturedLog.Place place() {
    return Objects.requireNonNull(place, "it was read before");
  }

  /**
   * Whether the log has been kept all the time. The fence's triggers do not count; VACUUM, which
   * gives hidden rowids out anew, is seen by nothing but the version.
   */
  private boolean sameDefinition() throws SQLException {
    long now = tables.version();
    boolean same =
        now == version
            || (!copy.mapping().byRowid() && tables.definition(copy.mapping()).equals(definition));
    if (same) {
      version = now;
    }
    return same;
  }

  /** Answers false when definitions changed in between, so that it has to begin anew. */
  private boolean scanned(boolean held, Taking taking) throws SQLException {
    file.begin();
    try {
      FileTableRows opened = open();
      FilePieces pieces = new FilePieces(within);
      List<FileRow> piece = pieces.next(opened);
      while (!piece.isEmpty()) {
        if (!held) {
          file.end();
        }
        taking.take(piece);
        file.hasRead(piece.size());
        if (!held) {
          file.begin();
          if (tables.version() != version) {
            return false;
          }
        }
        piece = pieces.next(opened);
      }
      return true;
    } finally {
      file.end();
    }
  }

  /** Answers false when the log does not tell what changed. */
  private boolean caughtUp(Collection<List<String>> besides) throws SQLException {
    Set<List<String>> keys = new LinkedHashSet<>(besides);
    boolean atTheEnd = false;
    while (!atTheEnd) {
      List<FileRow> rows = new ArrayList<>();
      file.begin();
      try {
        if (!sameDefinition() || !log.holds(place())) {
          return false;
        }
        long after = position();
        long upTo = log.ahead(after, LOG_ROWS);
        if (log.readAgain(number, after, upTo)) {
          return false;
        }
        int width = copy.mapping().key().size();
        log.keys(number, width, after, upTo, table().encoding()).stream()
            .filter(within::holds)
            .forEach(keys::add);
        rows.addAll(table().withKeys(keys));
        CapturedLog.Place reached = log.at(upTo);
        place = reached;
        atTheEnd = reached.equals(log.last());
      } finally {
        file.end();
      }
      if (!keys.isEmpty()) {
        copy.remove(keys);
        copy.add(rows);
        keys.clear();
      }
    }
    return true;
  }

  /** What is done with a piece of the table's rows. */
  private interface Taking {
    void take(List<FileRow> piece) throws SQLException;
  }
}
