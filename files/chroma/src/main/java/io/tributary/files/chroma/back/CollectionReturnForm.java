package io.tributary.files.chroma.back;

import io.tributary.files.chroma.fence.ChromaFence;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.back.FileStatements;
import io.tributary.files.sqlite.back.ReturnForm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Collections of a Chroma directory as tables that rows come back to. Their names are {@link
 * io.tributary.files.chroma.store.CollectionName#stored}. What was read of the folders is kept from
 * one transaction to the next; for one thread at a time.
 */
public final class CollectionReturnForm implements ReturnForm {
  /** The full-text table; without it the directory is that of a version too old to write into. */
  public static final String NEWEST_TABLE = "embedding_fulltext_search";

  private final Path directory;
  private final FencedCollections scope;
  private @Nullable ChromaDirectoryReader reader;

  /**
   * The collections of a directory.
   *
   * @param directory that Chroma persists to
   * @param scope the collections that are fenced
   */
  public CollectionReturnForm(Path directory, FencedCollections scope) {
    this.directory = directory;
    this.scope = scope;
  }

  @Override
  public boolean closed(SqliteSession sqlite) throws SQLException {
    return ChromaFence.closed(sqlite, scope);
  }

  @Override
  public Tables tables(FileStatements statements) {
    return new ReturnCollections(directory, statements, reader(statements.sqlite().connection()));
  }

  private ChromaDirectoryReader reader(Connection connection) {
    ChromaDirectoryReader known = reader;
    ChromaDirectoryReader now =
        known == null
            ? new ChromaDirectoryReader(
                connection, directory, ChromaDirectoryReader.PICKLE_LIMIT, Clock.systemUTC())
            : known.by(connection);
    reader = now;
    return now;
  }
}
