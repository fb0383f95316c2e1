package io.tributary.cdc.source.postgresql.copy;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.session.ApplySessionSettings;
import io.tributary.cdc.copy.ChunkOrigin;
import io.tributary.cdc.copy.CopyError;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.copy.SourceCopy;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.cdc.source.postgresql.capture.PostgresCaptureService;
import io.tributary.cdc.source.postgresql.capture.StartPoint;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableCopyProgress;
import io.tributary.common.plan.MovingSource;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The rows of a PostgreSQL source that are copied straight into the target: from what the source
 * held where the stream begins, as long as that can be read; later from what it holds by then,
 * which the replay brings to its last state. A copy that can go on in neither way begins anew with
 * another slot.
 */
public record PostgresInitialRows(
    MovingSource moving,
    Databases databases,
    PostgresCaptureService capture,
    CopyService service,
    SchemaService schema)
    implements InitialRows {
  private static final Logger LOG = Logger.getLogger(PostgresInitialRows.class);

  @Override
  public Optional<Copy> begin() {
    Optional<StartPoint> start = capture.start(moving);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    SourceCopy copies = service.of(moving, ApplySessionSettings.sql(moving));
    if (capture.snapshot(stream()).isEmpty() && copies.needsSnapshot()) {
      LOG.infof("copy begins anew migration=%s source=%s", stream().migration(), stream().source());
      start = Optional.of(capture.startAnew(moving));
    }
    return Optional.of(new OfTables(start.get(), copies, copies.fresh()));
  }

  private StreamId stream() {
    return moving.stream();
  }

  private final class OfTables implements Copy {
    private final StartPoint start;
    private final SourceCopy copies;
    private final boolean fresh;

    OfTables(StartPoint start, SourceCopy copies, boolean fresh) {
      this.start = start;
      this.copies = copies;
      this.fresh = fresh;
    }

    @Override
    public boolean fresh() {
      return fresh;
    }

    @Override
    public Optional<Copied> run(BooleanSupplier stopped, Consumer<List<TableCopyProgress>> told) {
      schema.requireUnchanged(moving);
      Optional<SourceCopy.Result> result = copy(stopped, told);
      result.ifPresent(copied -> settle(copied));
      return result.map(
          copied ->
              new Copied(start.position(), copied.rows(), copied.bytes(), copied.settledAt()));
    }

    private Optional<SourceCopy.Result> copy(
        BooleanSupplier stopped, Consumer<List<TableCopyProgress>> told) {
      try {
        ChunkOrigin tables =
            new PostgresChunkOrigin(
                moving.source(),
                databases,
                service.settings(),
                capture.snapshot(stream()),
                capture.tables(moving));
        return copies.run(tables, stopped, told);
      } catch (TributaryException e) {
        if (e.report().code().equals(CopyError.SNAPSHOT_GONE.code())) {
          capture.releaseSnapshot(stream());
        }
        throw e;
      }
    }

    /** All rows are in: they must be what the target's tables were made for. */
    private void settle(SourceCopy.Result copied) {
      capture.releaseSnapshot(stream());
      schema.requireUnchanged(moving);
      if (copied.settledAt() > 0) {
        schema.makeKeys(moving);
      }
    }
  }
}
