package io.tributary.cdc.chroma;

import io.tributary.cdc.chroma.directory.ChromaSourceError;
import io.tributary.cdc.chroma.directory.SourceDirectory;
import io.tributary.cdc.converted.FileFenceErrors;
import io.tributary.cdc.converted.SourceFencing;
import io.tributary.cdc.fence.FenceError;
import io.tributary.cdc.sqlite.file.SqliteFileError;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.Source;
import io.tributary.connect.chroma.ChromaFence;
import io.tributary.connect.chroma.store.ChromaError;
import io.tributary.connect.chroma.store.ChromaFailure;
import io.tributary.connect.sqlite.SqliteError;
import io.tributary.connect.sqlite.SqliteFailure;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * The fence of one directory: triggers on Chroma's queue and tables, committed together with the
 * token in the log of the same file. Stateless.
 *
 * @param migration the migration
 * @param source the source
 * @param clock for the deadline
 */
record ChromaFencing(Migration migration, Source source, Clock clock) implements SourceFencing {
  private static final int WAIT_MILLIS = 5_000;

  @Override
  public FenceObserved raise(String token, Instant deadline) {
    int wait = errors().patience(clock.instant(), deadline);
    try {
      fence(wait).raise(prefix(), token, message());
    } catch (ChromaFailure e) {
      throw e.error() == ChromaError.QUEUE_PENDING ? pending(e) : failed(e);
    } catch (SqliteFailure e) {
      throw e.error() == SqliteError.BUSY ? errors().busy(wait, e) : failed(e);
    }
    return standing().orElseThrow();
  }

  @Override
  public void rehearse() {
    standing();
  }

  @Override
  public void lift() {
    try {
      fence(WAIT_MILLIS).lift(prefix(), FenceMark.LIFTED);
    } catch (ChromaFailure e) {
      throw failed(e);
    } catch (SqliteFailure e) {
      // Without a capture there is no fence: it is part of it.
      if (e.error() != SqliteError.CAPTURE_MISSING) {
        throw failed(e);
      }
    }
  }

  @Override
  public Optional<FenceObserved> standing() {
    try {
      return fence(WAIT_MILLIS)
          .look()
          .map(
              found ->
                  new FenceObserved(
                      found.open().isEmpty() ? found.token() : FenceMark.LIFTED,
                      found.position(),
                      false,
                      found.raisedAt(),
                      0));
    } catch (ChromaFailure e) {
      throw failed(e);
    } catch (SqliteFailure e) {
      throw failed(e);
    }
  }

  private TributaryException pending(ChromaFailure e) {
    String what = e.getMessage().substring(e.error().code().length() + 2);
    return errors().notFenced(FenceError.OPEN_TRANSACTIONS, what, e);
  }

  private TributaryException failed(ChromaFailure e) {
    return ChromaSourceError.of(source.name(), e);
  }

  private TributaryException failed(SqliteFailure e) {
    return SqliteFileError.of(source.name(), e);
  }

  private FileFenceErrors errors() {
    return new FileFenceErrors(migration, source, "chroma.sqlite3");
  }

  /** What a refused writer reads. */
  private String message() {
    return "These collections moved to %s (migration %s): they refuse writes since %s; use the tables in schema %s there. If the cutover is undone, they accept writes again."
        .formatted(
            migration.target().connection().display(),
            migration.name(),
            clock.instant(),
            source.schemas().get(0).to());
  }

  private String prefix() {
    return FenceMark.prefix(new StreamId(migration.name(), source.name()));
  }

  private ChromaFence fence(int waitMillis) {
    return new ChromaFence(SourceDirectory.of(source).path(), waitMillis);
  }
}
