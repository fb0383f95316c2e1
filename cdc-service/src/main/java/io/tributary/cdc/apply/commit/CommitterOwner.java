package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import java.util.List;

/** The stream that a {@link StreamCommitter} commits for. Called on the stream's thread. */
public interface CommitterOwner {
  /** Opens a connection to the target. */
  ApplySession connect();

  /** Publishes dead letters of a transaction that is about to be committed; blocks until stored. */
  void publish(List<DeadLetter> letters);

  /** What is kept aside of another stream is less than that one knows. */
  void asideChanged(StreamId other);

  /** Waits until a batch that failed is to be tried again; ends the run when the stream stops. */
  void awaitRetry(ErrorReport failure);

  /**
   * Above so many bytes of rows a transaction says first that apply writes it; well below what a
   * stream reads as one piece.
   */
  long announcedBytes();
}
