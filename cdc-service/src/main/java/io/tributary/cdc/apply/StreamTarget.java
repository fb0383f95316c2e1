package io.tributary.cdc.apply;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.apply.commit.CommitterOwner;
import io.tributary.cdc.apply.deadletter.DeadLetter;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.secret.SecretReader;
import java.util.List;
import java.util.function.Consumer;

/** Connects a stream's committer with its target, its dead letter topic and its retry policy. */
final class StreamTarget implements CommitterOwner {
  /** Rows are not larger in another stream than in this one by as much. */
  private static final int ANNOUNCED_PART = 8;

  private final MovingSource moving;
  private final ApplyParts parts;
  private final StreamRetry retry;
  private final Consumer<StreamId> asideChanged;
  private final SecretReader secrets = ServiceGrants.secrets();

  StreamTarget(
      MovingSource moving, ApplyParts parts, StreamRetry retry, Consumer<StreamId> asideChanged) {
    this.moving = moving;
    this.parts = parts;
    this.retry = retry;
    this.asideChanged = asideChanged;
  }

  @Override
  public ApplySession connect() {
    return ApplySession.open(parts.vertx(), moving, secrets, parts.settings());
  }

  @Override
  public void publish(List<DeadLetter> letters) {
    parts.deadLetterTopic().publish(moving.stream(), letters);
  }

  @Override
  public long announcedBytes() {
    return parts.settings().maxBufferedBytes() / ANNOUNCED_PART;
  }

  @Override
  public void asideChanged(StreamId other) {
    asideChanged.accept(other);
  }

  @Override
  public void awaitRetry(ErrorReport failure) {
    retry.await(failure, null);
  }
}
