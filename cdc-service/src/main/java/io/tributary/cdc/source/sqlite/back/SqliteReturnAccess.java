package io.tributary.cdc.source.sqlite.back;

import io.tributary.cdc.apply.file.ReturnAccess;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.source.SqliteFileError;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A SQLite file into which rows come back.
 *
 * @param source the source that it is
 * @param tables reads the names of the tables that move
 */
public record SqliteReturnAccess(Source source, Supplier<List<String>> tables)
    implements ReturnAccess {
  private static final int WAIT_MILLIS = 5_000;

  @Override
  public ReturnTransaction begin() {
    return ReturnTransaction.begin(Path.of(source.converted().path()), tables.get(), WAIT_MILLIS);
  }

  @Override
  public void tryWriting(ReturnTransaction home) {
    home.tryWriting(tables.get());
  }

  @Override
  public String name(TableName table) {
    return table.name();
  }

  @Override
  public Optional<TributaryException> named(RuntimeException failure) {
    return failure instanceof SqliteFailure known
        ? Optional.of(SqliteFileError.of(source.name(), known))
        : Optional.empty();
  }
}
