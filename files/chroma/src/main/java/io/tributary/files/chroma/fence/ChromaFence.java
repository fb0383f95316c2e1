package io.tributary.files.chroma.fence;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.tributary.files.chroma.store.ChromaCollection;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import io.tributary.files.chroma.store.ChromaError;
import io.tributary.files.chroma.store.ChromaFailure;
import io.tributary.files.sqlite.SqliteSession;
import io.tributary.files.sqlite.fence.SqliteFence;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The fence around collections of a directory: triggers that refuse every write to them that an
 * application can ask for, above all into the queue, through which all records go, and collections
 * to come that would belong to them. Other collections stay open. What Chroma does by itself goes
 * on: it may persist an index, note how far it is and purge its queue. Reading goes on too. Needs a
 * capture in the file. Thread-safe.
 *
 * @param directory the directory that Chroma persists to
 * @param scope the collections that are fenced
 * @param waitMillis how long to wait for writers, and for Chroma to take over what is in the queue
 */
public record ChromaFence(Path directory, FencedCollections scope, int waitMillis) {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /**
   * Raises the fence; again with the same token changes nothing.
   *
   * @param prefix of the mark in the stream
   * @param token of the fence
   * @param mark the mark's content
   * @param message what a refused writer reads, which should say where the data went
   * @throws ChromaFailure QUEUE_PENDING when Chroma did not take over in time what is in its queue
   * @throws io.tributary.files.sqlite.SqliteFailure BUSY when a writer did not end in time
   */
  public void raise(String prefix, String token, String mark, String message) {
    RetryPolicy<Object> whilePending =
        RetryPolicy.builder()
            .handleIf(ChromaFence::pending)
            .withDelay(PAUSE)
            .withMaxDuration(Duration.ofMillis(waitMillis).plus(PAUSE))
            .withMaxAttempts(-1)
            .build();
    Failsafe.with(whilePending)
        .run(() -> fence().raise(form(), prefix, token, mark, message, this::requireTakenOver));
  }

  private static boolean pending(Throwable e) {
    return e instanceof ChromaFailure failure && failure.error() == ChromaError.QUEUE_PENDING;
  }

  /** A write that is in the queue only is not in the stream yet, and it has been accepted. */
  private void requireTakenOver(SqliteSession sqlite) throws SQLException {
    List<String> fenced = sqlite.list(form().collections(sqlite), row -> row.getString(1));
    List<ChromaCollection> pending =
        new ChromaDirectoryReader(
                sqlite.connection(),
                directory,
                ChromaDirectoryReader.PICKLE_LIMIT,
                Clock.systemUTC())
            .pending().stream().filter(collection -> fenced.contains(collection.id())).toList();
    if (!pending.isEmpty()) {
      throw ChromaError.QUEUE_PENDING.failure(
          "the queue of "
              + directory
              + " holds writes that Chroma has accepted and not taken over into collection "
              + pending.get(0).described()
              + ": a writer is at work, or was ended in the middle. Chroma does it when it reads"
              + " the collection; count its records once, then try again");
    }
  }

  /** Lifts the fence and marks that in the stream; without a fence it does nothing. */
  public void lift(String prefix, SqliteFence.Lifting lifting) {
    fence().lift(form(), prefix, lifting);
  }

  /** Whether a whole fence stands around these collections, as a transaction sees it. */
  public static boolean closed(SqliteSession sqlite, FencedCollections scope) throws SQLException {
    return SqliteFence.standing(sqlite, new CollectionFence(scope))
        .filter(standing -> standing.open().isEmpty())
        .isPresent();
  }

  /** The token of the fence that stands, empty if there is none or something of it is missing. */
  public Optional<String> standing() {
    return look().filter(found -> found.open().isEmpty()).map(SqliteFence.Standing::token);
  }

  /** The fence that is in the file, whether or not all of it is there. */
  public Optional<SqliteFence.Standing> look() {
    return fence().look(form());
  }

  /** The same, once no transaction that may change it is open any more. */
  public Optional<SqliteFence.Standing> settled() {
    return fence().settled(form());
  }

  private CollectionFence form() {
    return new CollectionFence(scope);
  }

  private SqliteFence fence() {
    return new SqliteFence(new ChromaDirectory(directory).file(), waitMillis);
  }
}
