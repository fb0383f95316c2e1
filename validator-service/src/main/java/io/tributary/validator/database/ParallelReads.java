package io.tributary.validator.database;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Reads both ends at the same time: the source on another thread, the target on the caller's. */
public final class ParallelReads {
  private final Executor executor;

  /** Uses a thread of that executor for each call. */
  public ParallelReads(Executor executor) {
    this.executor = executor;
  }

  /**
   * Both results.
   *
   * @throws SQLException what failed first, the target's failure before the source's
   */
  public <T> Both<T> run(Reading<T> source, Reading<T> target) throws SQLException {
    CompletableFuture<T> other = CompletableFuture.supplyAsync(() -> unchecked(source), executor);
    T ofTarget;
    try {
      ofTarget = target.read();
    } catch (SQLException | RuntimeException e) {
      other.exceptionally(ignored -> null).join();
      throw e;
    }
    try {
      return new Both<>(other.join(), ofTarget);
    } catch (CompletionException e) {
      if (e.getCause() instanceof Failed failed) {
        throw failed.cause;
      }
      throw e.getCause() instanceof RuntimeException runtime ? runtime : e;
    }
  }

  private static <T> T unchecked(Reading<T> reading) {
    try {
      return reading.read();
    } catch (SQLException e) {
      throw new Failed(e);
    }
  }

  /**
   * What both ends answered.
   *
   * @param source the source's answer
   * @param target the target's answer
   */
  public record Both<T>(T source, T target) {}

  /** One end's reading. */
  @FunctionalInterface
  public interface Reading<T> {
    T read() throws SQLException;
  }

  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient SQLException cause;

    Failed(SQLException cause) {
      super(cause);
      this.cause = cause;
    }
  }
}
