package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.parked.ParkedKey;
import io.tributary.cdc.database.Databases;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rows of a PostgreSQL source: literals as they come, refused ones to the dead letters. */
final class LiteralPath implements RowPath {
  private final StreamId stream;
  private final Source source;
  private final TargetTables tables;
  private final SchemaFollower schema;
  private final DeadLetterStore store;
  private Set<ParkedKey> parked = new HashSet<>();
  private long deadLetters;
  private boolean settling;

  LiteralPath(StreamId stream, Source source, Databases databases) {
    this.stream = stream;
    this.source = source;
    this.tables = new TargetTables(source);
    this.schema = new SchemaFollower(stream, source, databases);
    this.store = new DeadLetterStore(stream);
  }

  @Override
  public void connected(TargetSession session) {
    schema.load(session);
    readParked(session);
  }

  @Override
  public TargetTables tables() {
    return tables;
  }

  @Override
  public SchemaWatch schema() {
    return schema;
  }

  @Override
  public void settling(boolean now) {
    settling = now;
  }

  @Override
  public RowWriter writer(TargetSession session) {
    return new LiteralWriter(
        session, tables, new Parking(session, tables, store, parked), settling);
  }

  @Override
  public void committed(TargetSession session, RowWriter writer) {
    if (!writer.deadLetters().isEmpty() || !((LiteralWriter) writer).parkedKeys().equals(parked)) {
      readParked(session);
    }
  }

  @Override
  public List<TableName> filledTables(TargetSession session) {
    return MigratedTables.of(session, source);
  }

  @Override
  public long replay(TargetSession session, Set<Long> discarded) {
    long applied = new Replay(session, tables, stream).run(discarded);
    readParked(session);
    return applied;
  }

  @Override
  public SetAside setAside() {
    return new SetAside(deadLetters, 0, List.of());
  }

  private void readParked(TargetSession session) {
    deadLetters = store.count(session);
    parked = store.keys(session);
  }
}
