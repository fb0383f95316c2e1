package io.tributary.cdc.source.postgresql.fence;

import io.tributary.cdc.database.DatabaseFailures;
import io.tributary.cdc.database.Databases;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.cdc.source.FenceError;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.MessageSeal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.plan.MovingSource;
import io.tributary.database.DatabaseFailure;
import io.tributary.database.DatabaseSession;
import io.tributary.database.FailureKind;
import io.tributary.database.KeptSessions;
import io.tributary.database.OlderSessions;
import io.tributary.database.RowReader;
import io.tributary.database.SchemaOwner;
import io.tributary.database.ServerMessage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One open session at a source, always in a transaction, and what a fence asks and does there.
 * Nothing is committed unless {@link #commit} is called: a connection that breaks leaves the source
 * as it was. Not thread-safe.
 */
final class FenceSession implements KeptSessions.Session {
  private static final RowReader<TableName> NAME =
      row -> new TableName(row.getString(1), row.getString(2));

  /** Every attempt of a fence to lock anything is shorter. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private final MovingSource subject;
  private final String owner;
  private final Databases databases;
  private final DatabaseSession session;
  private @Nullable MessageSeal seal;

  FenceSession(Databases databases, MovingSource subject, String owner) {
    this.subject = subject;
    this.owner = owner;
    this.databases = databases;
    this.session = databases.open(subject.source().postgres().connection(), this::failure);
    session.answerWithin(LIMIT);
    session.run(OlderSessions.naming("fence", owner));
    session.begin();
  }

  /**
   * A table with a fence trigger.
   *
   * @param table the table
   * @param migration whose fence it is
   * @param source whose fence it is
   * @param ours whether it is this installation's fence of this migration and source
   * @param enabled whether it refuses writes
   */
  record FencedTable(
      TableName table, String migration, String source, boolean ours, boolean enabled) {}

  /** The tables that move, sorted by name so that two fences lock them in the same order. */
  List<TableName> tables() {
    return session.list(FenceStatements.TABLES, NAME, (Object) subject.schemas()).stream()
        .filter(subject::moves)
        .toList();
  }

  /** All tables with a fence trigger, of this source or of another one. */
  List<FencedTable> fenced() {
    return session.list(
        FenceStatements.FENCED,
        row ->
            new FencedTable(
                NAME.read(row),
                row.getString(3),
                row.getString(4),
                owner.equals(row.getString(5)),
                row.getBoolean(6)));
  }

  /** Whose fence it is: of this migration and source in this installation. */
  String owner() {
    return owner;
  }

  /** Whether the schema of the fence exists; one that somebody else has made is refused. */
  boolean schemaExists() {
    requireOurs();
    return session.holds(FenceStatements.STANDS);
  }

  /** Refuses to read or write what another role has put where the fence keeps its token. */
  void requireOurs() {
    List<String> others = SchemaOwner.others(session, "tributary_fence");
    if (!others.isEmpty()) {
      throw new TributaryException(
          FenceError.SCHEMA_FOREIGN,
          "Schema tributary_fence at source %s, or something in it, belongs to %s and not to %s. Whoever owns it could run statements as %s. Drop it if no fence stands; after a change of Tributary's role, give it and what is in it to the new one."
              .formatted(
                  subject.source().name(),
                  String.join(", ", others),
                  session.place().user(),
                  session.place().user()),
          subject.fields());
    }
  }

  /** Whether any source of this database is fenced. */
  boolean anyToken() {
    return session.holds(FenceStatements.ANY_TOKEN);
  }

  /** The fence of this migration and source. */
  Optional<FenceObserved> token() {
    if (!schemaExists()) {
      return Optional.empty();
    }
    return session.first(
        FenceStatements.TOKEN,
        row ->
            new FenceObserved(
                row.getString(1),
                row.getLong(2),
                false,
                row.getObject(3, OffsetDateTime.class).toInstant(),
                row.getInt(4)),
        owner);
  }

  /** The same where it has tables. */
  Optional<FenceObserved> closing() {
    return token().filter(fence -> fenced().stream().anyMatch(FencedTable::ours));
  }

  /** Runs a statement that takes the fence's owner and these parameters, if any. */
  void update(String sql, Object... parameters) {
    session.update(sql, Stream.concat(Stream.of(owner), Stream.of(parameters)).toArray());
  }

  /**
   * Ends what an instance that is gone has left behind at the source's server, which may not have
   * noticed: its locks would stop the application, and its commit could still raise a fence.
   */
  void endOlder() {
    session.endOlder();
  }

  /** Runs statements without parameters in one round trip. */
  void execute(String statements) {
    session.run(statements);
  }

  /** Asks the target for the key of the marks, so that nobody has to wait for it under a lock. */
  void prepareMarks() {
    seal();
  }

  /** Writes a mark into the stream with the open transaction, in which alone it is believed. */
  void emit(FenceMark mark) {
    String prefix = FenceMark.prefix(subject.stream());
    long transaction = session.number(FenceStatements.TRANSACTION);
    session.text(FenceStatements.EMIT, prefix, seal().seal(prefix, transaction, mark.text()));
  }

  private MessageSeal seal() {
    MessageSeal known = seal;
    if (known == null) {
      known = MessageKeys.seal(databases, subject);
      seal = known;
    }
    return known;
  }

  /**
   * How long one attempt may hold locks while it waits for more, in milliseconds: a session that
   * waits for us must not see its {@code deadlock_timeout} pass.
   */
  long attemptMillis(FenceSettings settings) {
    return Math.max(1, Math.min(settings.attemptMillis(), deadlockTimeoutMillis() / 2));
  }

  /** After how long the source's server looks for deadlocks, in milliseconds. */
  long deadlockTimeoutMillis() {
    return session.number(FenceStatements.DEADLOCK_TIMEOUT);
  }

  /** Gives up on a server that does not answer for so long. */
  void answerWithin(long millis) {
    session.answerWithin(Duration.ofMillis(millis));
  }

  @Override
  public boolean alive() {
    return session.alive();
  }

  /** The session itself, in its transaction. */
  DatabaseSession session() {
    return session;
  }

  void commit() {
    session.commit();
    session.begin();
  }

  void rollback() {
    session.rollback();
    session.begin();
  }

  private DatabaseFailure failure(DatabaseAddress place, FailureKind kind, SQLException e) {
    return kind == FailureKind.RIGHT_MISSING
        ? new DatabaseFailure(
            FenceError.DENIED,
            "The fence of source %s could not be changed: %s. Role %s needs CREATE on the database and ownership of the tables; preflight prints the statements."
                .formatted(subject.source().name(), ServerMessage.of(e), place.user()),
            subject.fields(),
            e)
        : DatabaseFailures.of(place, kind, e);
  }

  @Override
  public void close() {
    session.close();
  }
}
