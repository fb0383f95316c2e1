package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps the definitions that the targets of SQLite files were made by, each read once: the fence
 * asks for them while writers wait, and they change only where tables join. Thread-safe.
 */
final class BasisCache {
  private final StatementSchema statements;
  private final Map<StreamId, Prepared> known = new ConcurrentHashMap<>();

  /** Grows with each change, so that nothing is kept that was read before one. */
  private final AtomicLong changes = new AtomicLong();

  /**
   * What one target was made for.
   *
   * @param source the source as it was planned
   * @param basis what was read then
   * @param tables the names of the file's tables that move
   */
  record Prepared(Source source, MappingBasis basis, List<String> tables) {}

  BasisCache(StatementSchema statements) {
    this.statements = statements;
  }

  /** Empty before the target's tables were made. */
  Optional<Prepared> of(MovingSource moving) {
    Prepared before = known.get(moving.stream());
    if (before != null && before.source().equals(moving.source())) {
      return Optional.of(before);
    }
    long asOf = changes.get();
    Optional<Prepared> read = read(moving);
    read.ifPresent(prepared -> keep(moving.stream(), prepared, asOf));
    return read;
  }

  /** The basis of a target that was prepared. */
  MappingBasis require(MovingSource moving) {
    return of(moving).orElseThrow(() -> KeptMapping.notPrepared(moving.stream())).basis();
  }

  private synchronized void keep(StreamId stream, Prepared prepared, long asOf) {
    if (changes.get() == asOf) {
      known.put(stream, prepared);
    }
  }

  /** What is known of a stream may be another one than a moment ago. */
  synchronized void forget(StreamId stream) {
    changes.incrementAndGet();
    known.remove(stream);
  }

  private Optional<Prepared> read(MovingSource moving) {
    Source source = moving.source();
    return statements
        .ask(
            new SchemaLayout(moving),
            (kept, exists) ->
                exists ? new KeptMapping(kept).basis() : Optional.<MappingBasis>empty())
        .map(basis -> new Prepared(source, basis, tables(source, basis)));
  }

  private static List<String> tables(Source source, MappingBasis basis) {
    return MappingPlanner.plan(source, basis).tables().stream()
        .map(table -> table.source().name())
        .toList();
  }
}
