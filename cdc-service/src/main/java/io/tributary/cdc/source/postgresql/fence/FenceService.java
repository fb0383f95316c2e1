package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.source.FenceError;
import io.tributary.cdc.source.FenceLift;
import io.tributary.common.error.TributaryException;
import io.tributary.common.measure.WarmTime;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.topic.TopicNames;
import io.tributary.database.DatabaseSession;
import io.tributary.database.KeptSessions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The fence of a source: write-refusing triggers on every table that moves, committed together with
 * a token in the source's own change stream. Whether it stands is a fact in the source's database.
 * All methods block, are idempotent and thread-safe.
 */
@ApplicationScoped
public class FenceService {
  private static final long SETTLED_MILLIS = 10_000;

  private final Databases databases;
  private final FenceSettings settings;
  private final TopicNames topics;
  private final Clock clock;
  private final KeptSessions<FenceSession> kept = new KeptSessions<>();

  /** The service, with what opens connections to sources, and the prefix of all topics. */
  public FenceService(
      Databases databases,
      FenceSettings settings,
      @ConfigProperty(name = "tributary.topic-prefix", defaultValue = "tributary")
          String topicPrefix,
      Clock clock) {
    this.topics = new TopicNames(topicPrefix);
    this.databases = databases;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Makes the source refuse writes, behind the token, if a last look at the source agrees. A
   * standing fence with this token is answered as it is; one with another token gets this one, and
   * the new token follows in the stream.
   *
   * @param token the cutover's id
   * @param deadline after which nothing is changed any more
   * @param look taken while every table is locked against writes and changes of its definition, so
   *     it has to be short; what it throws leaves the source as it was
   * @return the fence, with a position read behind it; {@code drained} is always false
   * @throws TributaryException a {@link FenceError} or an unreachable database. After an error the
   *     source is as it was, except when the connection broke during the commit: then {@link
   *     #settled} tells
   */
  public FenceObserved raise(MovingSource source, String token, Instant deadline, LastLook look) {
    return with(
        source,
        session -> {
          session.endOlder();
          return raising(session, source).raise(token, deadline, look);
        });
  }

  /** Looks at the locked source, in the fence's own transaction. */
  @FunctionalInterface
  public interface LastLook {
    /** Throws when the source is not to be fenced. */
    void at(DatabaseSession source);
  }

  /**
   * Goes through a raising, the last look included, without a lock on any table and undoes it, and
   * keeps the connection for the raising. What the fence would lack shows here.
   *
   * @return how long the statements took, in milliseconds
   * @throws TributaryException as {@link #raise}
   */
  public long rehearse(MovingSource source, LastLook look) {
    endRehearsal(source.stream());
    FenceSession session = kept.keep(source.stream(), session(source));
    return WarmTime.millis(clock, () -> raising(session, source).rehearse(look));
  }

  /**
   * Connects to a side that is closed and keeps the connection, so that {@link #settled}, {@link
   * #closing} and the lift that opens it need not connect while applications wait.
   */
  public void keepOpening(MovingSource source) {
    kept.keep(source.stream(), session(source));
  }

  /** Closes what {@link #rehearse} or {@link #keepOpening} kept open, if anything. */
  public void endRehearsal(StreamId stream) {
    kept.drop(stream);
  }

  /**
   * Lets the source accept writes again and leaves nothing of the fence behind.
   *
   * @throws TributaryException {@link FenceError#RAISED_AGAIN}, {@link FenceError#TARGET_OPEN}
   * @throws TributaryException {@link FenceError#LIFT_WAITS} when long readers are in the way; its
   *     message says whether writes are accepted already
   */
  public void lift(FenceLift lift) {
    with(
        lift.moving(),
        session -> {
          session.endOlder();
          new FenceLifting(session, lift, settings, clock).lift();
          return null;
        });
  }

  /**
   * The fence that stands at the source, read from its database. An empty token says that writes
   * are accepted again and that {@link #lift} is to be called once more, to clean up.
   */
  public Optional<FenceObserved> standing(MovingSource source) {
    return with(source, FenceSession::token);
  }

  /** The same once nobody is raising or lifting a fence in the source's database any more. */
  public Optional<FenceObserved> settled(MovingSource source) {
    return settled(source, FenceSession::token);
  }

  /**
   * The same if it is a fence of tables. A token outlives tables that were dropped, and says
   * nothing of others that are made under their names.
   */
  public Optional<FenceObserved> closing(MovingSource source) {
    return settled(source, FenceSession::closing);
  }

  /**
   * Takes out of a database what is left there of the source's fence, without a word in its stream:
   * nothing moves from there any more. In the session's transaction, as the last of it.
   */
  public void forget(DatabaseSession session, MovingSource source) {
    new FenceForgetting(session, owner(source)).run();
  }

  private <T> T settled(MovingSource source, Function<FenceSession, T> look) {
    Function<FenceSession, T> work =
        session -> {
          session.endOlder();
          session.execute(FenceStatements.limits(SETTLED_MILLIS, SETTLED_MILLIS));
          session.execute(FenceStatements.TURN);
          return look.apply(session);
        };
    Optional<FenceSession> connected = kept.take(source.stream());
    return connected.isPresent() ? keeping(source, connected.get(), work) : with(source, work);
  }

  /** A look that only reads leaves what was kept for the next step of a change of sides. */
  private <T> T keeping(MovingSource source, FenceSession session, Function<FenceSession, T> work) {
    try {
      T answer = work.apply(session);
      session.rollback();
      kept.keep(source.stream(), session);
      return answer;
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private FenceSession session(MovingSource source) {
    return new FenceSession(databases, source, owner(source));
  }

  private String owner(MovingSource source) {
    return topics.capture(source.stream()).connector();
  }

  private FenceRaising raising(FenceSession session, MovingSource source) {
    return new FenceRaising(session, source, settings, clock);
  }

  private <T> T with(MovingSource source, Function<FenceSession, T> work) {
    try (FenceSession session = kept.take(source.stream()).orElseGet(() -> session(source))) {
      return work.apply(session);
    }
  }

  @PreDestroy
  void closeKept() {
    kept.close();
  }
}
