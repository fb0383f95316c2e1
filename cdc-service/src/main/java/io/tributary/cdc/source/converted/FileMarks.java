package io.tributary.cdc.source.converted;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.files.sqlite.fence.SqliteFence;

/**
 * The sealed marks of a fence in a file's own log. A transaction of such a log has no number when
 * it is written; but no two raisings have the same token, and a mark names its token, so a mark
 * that comes again says nothing of any other fence.
 *
 * @param stream the stream
 * @param seal of its migration
 */
public record FileMarks(StreamId stream, MessageSeal seal) {

  /** The prefix of the stream's marks. */
  public String prefix() {
    return FenceMark.prefix(stream);
  }

  /** The mark of a raised fence. */
  public String raised(String token) {
    return sealed(FenceMark.raised(token));
  }

  /** What allows a lift, and marks it. */
  public SqliteFence.Lifting lifting(FenceLift lift) {
    return (token, whole) -> {
      lift.require(token, whole);
      return sealed(FenceMark.lifted(token));
    };
  }

  /** What is told of a fence that stands; one that leaves tables open counts as lifted. */
  public static FenceObserved observed(SqliteFence.Standing found) {
    return new FenceObserved(
        found.open().isEmpty() ? found.token() : FenceMark.LIFTED,
        found.position(),
        false,
        found.raisedAt(),
        0);
  }

  private String sealed(FenceMark mark) {
    return seal.seal(prefix(), MessageSeal.ANY_TRANSACTION, mark.text());
  }
}
