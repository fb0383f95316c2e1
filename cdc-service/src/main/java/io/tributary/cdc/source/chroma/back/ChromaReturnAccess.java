package io.tributary.cdc.source.chroma.back;

import io.tributary.cdc.apply.file.ReturnAccess;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.back.CollectionReturnForm;
import io.tributary.files.chroma.fence.FencedCollections;
import io.tributary.files.chroma.source.ChromaSourceError;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.chroma.store.CollectionName;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.source.SqliteFileError;
import java.nio.file.Path;
import java.util.Optional;

/** The collections of a Chroma directory into which records come back. */
public final class ChromaReturnAccess implements ReturnAccess {
  private static final int WAIT_MILLIS = 5_000;

  private final Source source;
  private final Path directory;
  private final CollectionReturnForm collections;

  /**
   * Those of a source.
   *
   * @param scope the collections that are fenced
   */
  public ChromaReturnAccess(Source source, FencedCollections scope) {
    this.source = source;
    this.directory = Path.of(source.converted().path());
    this.collections = new CollectionReturnForm(directory, scope);
  }

  @Override
  public ReturnTransaction begin() {
    return ReturnTransaction.begin(new ChromaDirectory(directory).file(), collections, WAIT_MILLIS);
  }

  /** Chroma has no triggers and indexes of others; and its application has the directory open. */
  @Override
  public void tryWriting(ReturnTransaction home) {
    // That it could be begun is all.
  }

  @Override
  public String name(TableName table) {
    return new CollectionName(table.schema(), table.name()).stored();
  }

  @Override
  public Optional<TributaryException> named(RuntimeException failure) {
    if (failure instanceof ChromaFailure known) {
      return Optional.of(ChromaSourceError.of(source.name(), known));
    }
    return failure instanceof SqliteFailure known
        ? Optional.of(SqliteFileError.of(source.name(), known))
        : Optional.empty();
  }
}
