package io.tributary.validator.source.chroma;

import io.tributary.mapping.table.TableMapping;
import io.tributary.validator.changes.ChangeLookup;
import io.tributary.validator.neighbour.SearchedColumn;
import io.tributary.validator.source.converted.ConvertedEnds;
import io.tributary.validator.source.converted.FileTableRows;
import io.tributary.validator.source.converted.FileTables;
import io.tributary.validator.source.end.PairedEnds;
import io.tributary.validator.source.end.WatchedSource;
import io.tributary.validator.source.sqlite.file.SqliteFileReader;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The collections of a Chroma directory as tables. The log names records when the segment of
 * records has taken a write over from the queue, and rows are read as of that position, too.
 *
 * @param file {@code chroma.sqlite3}
 * @param pickleBytes the largest {@code index_metadata.pickle} that is read
 */
public record ChromaCollections(SqliteFileReader file, long pickleBytes) implements FileTables {
  static final String VECTOR = "embedding";
  private static final String FILE = "chroma.sqlite3";
  private static final long PAUSE_MILLIS = 100;
  private static final int PAUSES = 100;

  /** Opens a source that is a directory. */
  public static PairedEnds open(WatchedSource watched, ChangeLookup changes) {
    return ConvertedEnds.open(
        watched,
        fileOf(watched.plan().converted().path()),
        file -> new ChromaCollections(file, watched.limits().pickleBytes()),
        changes);
  }

  /** Where a directory keeps everything but vectors. */
  public static Path fileOf(String directory) {
    return Path.of(directory, FILE);
  }

  /** Chroma has a rollback journal, in which a reader keeps the writer from committing. */
  @Override
  public boolean longReads() {
    return false;
  }

  /** A collection that has just come or gone is waited for until the connector has noticed. */
  @Override
  public long number(TableMapping table) throws SQLException {
    for (int pauses = 0; pauses < PAUSES; pauses++) {
      Optional<Long> number = noted(table);
      if (number.isPresent()) {
        return number.get();
      }
      file.end();
      file.rest(PAUSE_MILLIS);
      file.begin();
    }
    throw ChromaFailures.notCaptured(
        file.path(), table.source().display(), "its records are not in the log of the capture");
  }

  private Optional<Long> noted(TableMapping table) throws SQLException {
    if (file.number("SELECT 1 FROM sqlite_master WHERE name = '_tributary_segment'").isEmpty()) {
      return Optional.empty();
    }
    Optional<Long> number =
        file.number(
            "SELECT id FROM _tributary_table WHERE name = ?",
            table.source().schema() + "/" + table.source().name());
    if (number.isEmpty()) {
      return number;
    }
    List<String> logged =
        file.list(
            "SELECT segment FROM _tributary_segment WHERE tbl = ?",
            row -> row.getString(1),
            number.get());
    List<String> live =
        collection(table).map(collection -> List.of(collection.records())).orElse(List.of());
    return logged.equals(live) ? number : Optional.empty();
  }

  @Override
  public long version() throws SQLException {
    return 31 * file.schemaVersion() + new CollectionCatalog(file).version();
  }

  @Override
  public String definition(TableMapping table) throws SQLException {
    List<String> triggers =
        file.list(
            "SELECT name || ' ' || sql FROM sqlite_master WHERE type = 'trigger'"
                + " AND tbl_name = 'embeddings' AND substr(name, 1, 17) <> '_tributary_fence_'"
                + " ORDER BY name",
            row -> row.getString(1));
    return collection(table) + "\n" + String.join("\n", triggers);
  }

  @Override
  public FileTableRows rows(TableMapping table) throws SQLException {
    Optional<StoredCollection> collection = collection(table);
    return collection.isPresent()
        ? new ChromaRecordRows(file, table, collection.get(), pickleBytes)
        : new DeletedCollectionRows();
  }

  @Override
  public Optional<SearchedColumn> searchedColumn(TableMapping table) throws SQLException {
    return collection(table).map(collection -> new SearchedColumn(VECTOR, collection.space()));
  }

  private Optional<StoredCollection> collection(TableMapping table) throws SQLException {
    return new CollectionCatalog(file)
        .collections().stream()
            .filter(collection -> collection.table().equals(table.source()))
            .findFirst();
  }
}
