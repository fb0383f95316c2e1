package io.tributary.files.chroma.back;

import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteNames;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.files.sqlite.back.ReturnForm;
import io.tributary.files.sqlite.back.ReturnTable;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/**
 * The collections of a directory in one transaction. A directory that a server has open is not
 * written: the server keeps vectors in memory and would never look at what it has not written
 * itself.
 *
 * @param directory that Chroma persists to
 * @param reader reads by the session of the statements
 */
record ReturnCollections(Path directory, FileStatements statements, ChromaDirectoryReader reader)
    implements ReturnForm.Tables {
  private static final String SEARCH = CollectionReturnForm.NEWEST_TABLE;

  /** Nobody purges the queue while no server has the directory open, and vectors are read there. */
  private static final String INDEX =
      "CREATE INDEX IF NOT EXISTS " + SqliteNames.OWN + "queued_ids ON embeddings_queue (id)";

  private static final List<String> WRITTEN =
      List.of(
          "collections",
          "embeddings",
          "embedding_metadata",
          "embedding_metadata_array",
          "embeddings_queue",
          "max_seq_id",
          SEARCH);

  @Override
  public List<String> stored() throws SQLException {
    OpenDirectory.holder(new ChromaDirectory(directory).file())
        .ifPresent(
            holder -> {
              throw ChromaError.DIRECTORY_OPEN.failure(
                  directory
                      + " is open in "
                      + holder
                      + ", which would not see what is written into it. Stop it until the"
                      + " migration is rolled back; nothing is lost meanwhile");
            });
    requireSearch();
    statements.sqlite().execute(INDEX);
    return WRITTEN;
  }

  private void requireSearch() throws SQLException {
    SqliteSession sqlite = statements.sqlite();
    if (sqlite.number("SELECT 1 FROM sqlite_master WHERE name = ?", SEARCH).isEmpty()) {
      throw ChromaError.VERSION_TOO_OLD.failure(
          "the tables of "
              + directory
              + " are those of a Chroma before 0.4.6, into which nothing is written. Start a newer"
              + " Chroma on it once, which brings them up to date");
    }
  }

  @Override
  public ReturnTable table(String name) {
    CollectionName wanted = CollectionName.parse(name);
    ChromaCollection collection =
        statements.done(reader::collections).stream()
            .filter(found -> CollectionName.of(found).equals(wanted))
            .findFirst()
            .orElseThrow(
                () ->
                    SqliteError.TABLE_GONE.failure(
                        "there is no collection " + wanted.full() + " in " + directory));
    return new CollectionRecords(statements, collection, reader);
  }

  /** Chroma's tables use nothing that this SQLite does not know. */
  @Override
  public void requireWritable(String name) {}
}
