package io.tributary.connect.chroma;

import io.tributary.connect.chroma.store.ChromaDirectory;
import io.tributary.connect.chroma.store.ChromaError;
import io.tributary.connect.chroma.store.ChromaFailure;
import io.tributary.connect.chroma.store.ChromaReader;
import io.tributary.connect.chroma.store.Collection;
import io.tributary.connect.sqlite.Sqlite;
import io.tributary.connect.sqlite.SqliteFence;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The fence of a directory: triggers that refuse every write that an application can ask for, above
 * all into the queue, through which all records go. What Chroma does by itself goes on: it may
 * persist an index and note how far it is. Reading goes on too. Needs a capture in the file.
 * Thread-safe.
 *
 * @param directory the directory that Chroma persists to
 * @param waitMillis how long to wait for writers, and for Chroma to take over what is in the queue
 */
public record ChromaFence(Path directory, int waitMillis) {
  private static final List<String> TABLES =
      List.of("embeddings_queue", "embeddings", "embedding_metadata", "collections", "segments");
  private static final long PAUSE_NANOS = 20_000_000;

  /**
   * Raises the fence; again with the same token changes nothing.
   *
   * @param prefix of the mark in the stream
   * @param token the mark's content
   * @param message what a refused writer reads, which should say where the data went
   * @throws ChromaFailure QUEUE_PENDING when Chroma did not take over in time what is in its queue
   * @throws io.tributary.connect.sqlite.SqliteFailure BUSY when a writer did not end in time
   */
  public void raise(String prefix, String token, String message) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (true) {
      try {
        fence().raise(TABLES, prefix, token, message, this::requireTakenOver);
        return;
      } catch (ChromaFailure e) {
        if (e.error() != ChromaError.QUEUE_PENDING || System.nanoTime() - end > 0) {
          throw e;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /** A write that is in the queue only is not in the stream yet, and it has been accepted. */
  private void requireTakenOver(Sqlite sqlite) throws SQLException {
    List<Collection> pending =
        new ChromaReader(
                sqlite.connection(), directory, ChromaReader.PICKLE_LIMIT, Clock.systemUTC())
            .pending();
    if (!pending.isEmpty()) {
      throw ChromaError.QUEUE_PENDING.failure(
          "the queue of "
              + directory
              + " holds writes that Chroma has accepted and not taken over into collection "
              + pending.get(0).described()
              + ": a writer is at work, or was ended in the middle. Chroma does it when it reads the"
              + " collection; count its records once, then try again");
    }
  }

  /** Lifts the fence and marks that in the stream; without a fence it does nothing. */
  public void lift(String prefix, String content) {
    fence().lift(prefix, content);
  }

  /** The token of the fence that stands, empty if there is none or something of it is missing. */
  public Optional<String> standing() {
    return fence().standing(TABLES);
  }

  /** The fence that is in the file, whether or not all of it is there. */
  public Optional<SqliteFence.Standing> look() {
    return fence().look(TABLES);
  }

  private SqliteFence fence() {
    return new SqliteFence(new ChromaDirectory(directory).file(), waitMillis);
  }
}
