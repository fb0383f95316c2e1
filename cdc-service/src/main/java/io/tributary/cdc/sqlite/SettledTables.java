package io.tributary.cdc.sqlite;

import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What targets were made for, read once: the fence asks for it while writers wait, and from then on
 * it does not change. Thread-safe.
 */
final class SettledTables {
  private final StatementSchema statements;
  private final Map<StreamId, Settled> known = new ConcurrentHashMap<>();

  /**
   * What one target was made for.
   *
   * @param source the source as it was planned
   * @param basis what was read then
   * @param tables the names of the file's tables that move
   */
  record Settled(Source source, MappingBasis basis, List<String> tables) {}

  SettledTables(StatementSchema statements) {
    this.statements = statements;
  }

  /** Empty before the target's tables were made. */
  Optional<Settled> of(Layout layout) {
    Settled before = known.get(layout.stream());
    if (before != null && before.source().equals(layout.source())) {
      return Optional.of(before);
    }
    Optional<Settled> read = read(layout);
    read.ifPresent(settled -> known.put(layout.stream(), settled));
    return read;
  }

  /** Whatever is known of a stream may change from now on. */
  void forget(StreamId stream) {
    known.remove(stream);
  }

  private Optional<Settled> read(Layout layout) {
    Source source = layout.source();
    return statements
        .ask(
            layout,
            (kept, exists) ->
                exists ? new KeptMapping(kept).basis() : Optional.<MappingBasis>empty())
        .map(basis -> new Settled(source, basis, tables(source, basis)));
  }

  private static List<String> tables(Source source, MappingBasis basis) {
    return SourceMapping.of(source, basis).tables().stream()
        .map(table -> table.source().name())
        .toList();
  }
}
