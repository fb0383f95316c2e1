package io.tributary.cdc.apply.assemble;

import io.tributary.cdc.apply.policy.ApplyError;
import io.tributary.common.change.FenceMark;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Notices a writer that ignores the fence: in the stream, no change of a row may come between the
 * fence's token and the mark that lifts it. Not thread-safe.
 */
public final class FenceWatch {
  private final StreamId stream;
  private @Nullable String token;

  /**
   * Watches a stream from its checkpoint on.
   *
   * @param token of the fence passed last, empty once it was lifted, null before the first
   */
  public FenceWatch(StreamId stream, @Nullable String token) {
    this.stream = stream;
    this.token = token;
  }

  /**
   * How many of the next changes were made behind the fence that stands.
   *
   * @param beforeMark how many of them stand before any mark
   */
  public int behind(int beforeMark) {
    return FenceMark.fenced(token) ? beforeMark : 0;
  }

  /**
   * Passes a transaction that was not applied before.
   *
   * @return which table it changed behind the fence, empty when all is well
   */
  public Optional<ErrorReport> pass(SourceTransaction transaction) {
    TransactionExtent extent = transaction.extent();
    TableName behindMark = extent.behindMark();
    TableName first =
        FenceMark.fenced(token) && extent.firstTable() != null ? extent.firstTable() : behindMark;
    FenceMark mark = transaction.mark();
    token = mark == null ? token : mark.after(token);
    return Optional.ofNullable(first).map(table -> report(transaction, table));
  }

  private ErrorReport report(SourceTransaction transaction, TableName table) {
    return ErrorReport.of(
        ApplyError.WRITE_BEHIND_FENCE,
        "Table %s of %s was changed behind the fence, at position %d: somebody writes past its triggers (disabled or dropped, or a subscription there). Find the writer and stop it before the next cutover."
            .formatted(table.display(), stream.origin(), transaction.commitLsn()),
        Map.of(
            "migration", stream.migration(),
            "source", stream.source(),
            "table", table.display(),
            "position", String.valueOf(transaction.commitLsn())));
  }
}
