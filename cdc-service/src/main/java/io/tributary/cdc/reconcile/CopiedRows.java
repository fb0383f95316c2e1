package io.tributary.cdc.reconcile;

import io.tributary.cdc.apply.InitialRows;
import io.tributary.cdc.apply.target.SessionSettings;
import io.tributary.cdc.capture.CaptureService;
import io.tributary.cdc.capture.StartPoint;
import io.tributary.cdc.copy.ChunkOrigin;
import io.tributary.cdc.copy.CopyError;
import io.tributary.cdc.copy.CopyService;
import io.tributary.cdc.copy.TableCopies;
import io.tributary.cdc.schema.SchemaService;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.TableCopy;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Rows of a PostgreSQL source that are copied straight into the target: from what the source held
 * where the stream begins, as long as that can be read; later from what it holds by then, which the
 * replay brings to its last state. What cannot go on so begins anew with another slot.
 */
record CopiedRows(
    Migration migration,
    Source source,
    CaptureService capture,
    CopyService service,
    SchemaService schema)
    implements InitialRows {
  private static final Logger LOG = Logger.getLogger(CopiedRows.class);

  @Override
  public Optional<Copy> begin() {
    Optional<StartPoint> start = capture.start(migration, source);
    if (start.isEmpty()) {
      return Optional.empty();
    }
    TableCopies copies = service.of(migration, source, SessionSettings.sql(migration, source));
    if (capture.snapshot(stream()).isEmpty() && copies.needsSnapshot()) {
      LOG.infof("copy begins anew migration=%s source=%s", migration.name(), source.name());
      start = Optional.of(capture.startAnew(migration, source));
    }
    return Optional.of(new OfTables(start.get(), copies, copies.fresh()));
  }

  private StreamId stream() {
    return new StreamId(migration.name(), source.name());
  }

  private final class OfTables implements Copy {
    private final StartPoint start;
    private final TableCopies copies;
    private final boolean fresh;

    OfTables(StartPoint start, TableCopies copies, boolean fresh) {
      this.start = start;
      this.copies = copies;
      this.fresh = fresh;
    }

    @Override
    public boolean fresh() {
      return fresh;
    }

    @Override
    public Optional<Copied> run(BooleanSupplier stopped, Consumer<List<TableCopy>> told) {
      schema.requireUnchanged(migration, source);
      Optional<TableCopies.Result> result = copy(stopped, told);
      result.ifPresent(copied -> settle(copied));
      return result.map(
          copied ->
              new Copied(start.position(), copied.rows(), copied.bytes(), copied.settledAt()));
    }

    private Optional<TableCopies.Result> copy(
        BooleanSupplier stopped, Consumer<List<TableCopy>> told) {
      try {
        ChunkOrigin tables =
            copies.tables(capture.snapshot(stream()), capture.tables(migration, source));
        return copies.run(tables, stopped, told);
      } catch (TributaryException e) {
        if (e.report().code().equals(CopyError.SNAPSHOT_GONE.code())) {
          capture.releaseSnapshot(stream());
        }
        throw e;
      }
    }

    /** All rows are in: they must be what the target's tables were made for. */
    private void settle(TableCopies.Result copied) {
      capture.releaseSnapshot(stream());
      schema.requireUnchanged(migration, source);
      if (copied.settledAt() > 0) {
        schema.makeKeys(migration, source);
      }
    }
  }
}
