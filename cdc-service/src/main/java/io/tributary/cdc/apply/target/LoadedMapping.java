package io.tributary.cdc.apply.target;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappingErrors;
import io.tributary.common.json.Json;
import io.tributary.common.mapping.CollectionShape;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.Source;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;

/** The mapping that the target keeps for a source, and what follows from it. One thread. */
final class LoadedMapping {
  private static final String BASIS =
      """
      SELECT detail::text AS detail FROM tributary.preparation
      WHERE migration = $1 AND source = $2 AND item = $3""";
  private static final String KEEP =
      """
      UPDATE tributary.preparation SET detail = $4::text::jsonb, at = now()
      WHERE migration = $1 AND source = $2 AND item = $3""";

  private final StreamId stream;
  private final Source source;
  private MappingBasis basis;
  private MappedSource mapped;

  LoadedMapping(StreamId stream, Source source) {
    this.stream = stream;
    this.source = source;
  }

  /** Reads what is committed, or what this transaction has kept. */
  void load(TargetSession session) {
    MappingBasis read = read(session);
    if (!read.equals(basis)) {
      basis = read;
      mapped = new MappedSource(source, basis);
    }
  }

  MappingBasis basis() {
    return basis;
  }

  MappedSource mapped() {
    return mapped;
  }

  /** Keeps a collection as it is now, in the open transaction; if that fails, load again. */
  void keep(TargetSession session, CollectionShape collection) {
    String json = Json.text(basis.with(collection));
    session.query(KEEP, stream.migration(), stream.source(), MappingBasis.ITEM, json);
    load(session);
  }

  private MappingBasis read(TargetSession session) {
    for (Row row : session.query(BASIS, stream.migration(), stream.source(), MappingBasis.ITEM)) {
      byte[] json = row.getString("detail").getBytes(StandardCharsets.UTF_8);
      return Json.read(json, MappingBasis.class);
    }
    throw MappingErrors.basisMissing(stream);
  }
}
