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

/**
 * Keeps the definitions that the targets of SQLite files were made by, each read once: the fence
 * asks for them while writers wait, and between two preparations they do not change. Thread-safe.
 */
final class BasisCache {
  private final StatementSchema statements;
  private final Map<StreamId, Prepared> known = new ConcurrentHashMap<>();

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
    Optional<Prepared> read = read(moving);
    read.ifPresent(prepared -> known.put(moving.stream(), prepared));
    return read;
  }

  /** The basis of a target that was prepared. */
  MappingBasis require(MovingSource moving) {
    return of(moving).orElseThrow(() -> KeptMapping.notPrepared(moving.stream())).basis();
  }

  /** Whatever is known of a stream may change from now on. */
  void forget(StreamId stream) {
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
