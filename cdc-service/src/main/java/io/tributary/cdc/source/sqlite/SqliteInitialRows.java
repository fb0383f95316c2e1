package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.session.ApplySessionSettings;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.copy.SourceCopy;
import io.tributary.cdc.source.sqlite.copy.SqliteChunkOrigin;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.common.plan.MovingSource;
import io.tributary.files.sqlite.capture.CaptureStart;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The rows of a SQLite file that are copied straight into the target, where its stream begins
 * without them.
 *
 * @param moving the source
 * @param capture knows where its stream begins, and what its target was made for
 * @param copies copies rows
 */
record SqliteInitialRows(MovingSource moving, SqliteCapture capture, CopyService copies)
    implements InitialRows {

  @Override
  public Optional<Copy> begin() {
    return capture
        .start()
        .read()
        .map(start -> new FileCopy(start, copies.of(moving, ApplySessionSettings.sql(moving))));
  }

  private final class FileCopy implements Copy {
    private final CaptureStart start;
    private final SourceCopy copy;

    FileCopy(CaptureStart start, SourceCopy copy) {
      this.start = start;
      this.copy = copy;
    }

    @Override
    public boolean fresh() {
      return copy.fresh();
    }

    @Override
    public Optional<Copied> run(BooleanSupplier stopped, Consumer<List<TableCopyProgress>> told) {
      capture.requireUnchanged();
      SqliteChunkOrigin file =
          new SqliteChunkOrigin(
              moving, capture.basis(), copies.settings(), start.number(), this::settled);
      return copy.run(file, stopped, told)
          .map(
              copied ->
                  new Copied(start.number(), copied.rows(), copied.bytes(), copied.settledAt()));
    }

    /** All rows are in: they must be what the target's tables were made for. */
    private long settled() {
      long now = capture.now().number();
      capture.requireUnchanged();
      return now;
    }
  }
}
