package io.tributary.cdc.apply.follow;

import io.tributary.cdc.apply.convert.MappedSource;
import io.tributary.cdc.apply.convert.MappingErrors;
import io.tributary.cdc.apply.session.ApplySession;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import io.vertx.mutiny.sqlclient.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The mapping of a source as the target keeps it, read and ready for use. Not thread-safe. */
public final class LoadedMapping {
  private static final String BASIS =
      """
      SELECT detail::text AS detail FROM tributary.preparation
      WHERE migration = $1 AND source = $2 AND item = $3\
      """;
  private static final String KEEP =
      """
      UPDATE tributary.preparation SET detail = $4::text::jsonb, at = now()
      WHERE migration = $1 AND source = $2 AND item = $3\
      """;

  private static final String NOT_LOADED = "a mapping is loaded first";

  private final StreamId stream;
  private final Source source;
  private @Nullable MappingBasis basis;
  private @Nullable MappedSource mapped;

  public LoadedMapping(StreamId stream, Source source) {
    this.stream = stream;
    this.source = source;
  }

  /** Reads what is committed, or what this transaction has kept. */
  public void load(ApplySession session) {
    MappingBasis read = read(session);
    if (!read.equals(basis)) {
      basis = read;
      mapped = new MappedSource(source, read);
    }
  }

  /** What becomes of the rows of each table. */
  public List<TableMapping> tables() {
    return MappingPlanner.plan(source, basis()).tables();
  }

  MappingBasis basis() {
    return Objects.requireNonNull(basis, NOT_LOADED);
  }

  public MappedSource mapped() {
    return Objects.requireNonNull(mapped, NOT_LOADED);
  }

  /** Keeps a collection as it is now, in the open transaction; if that fails, load again. */
  void keep(ApplySession session, CollectionShape collection) {
    MappingBasis now = basis().with(collection);
    SourceMapping mapping = MappingPlanner.plan(source, now);
    keep(session, MappingBasis.ITEM, now);
    keep(session, ColumnDirection.ITEM, new ReturnPlan(source, now, mapping).columns());
    load(session);
  }

  private void keep(ApplySession session, String item, Object detail) {
    session.query(KEEP, stream.migration(), stream.source(), item, Json.text(detail));
  }

  private MappingBasis read(ApplySession session) {
    for (Row row : session.query(BASIS, stream.migration(), stream.source(), MappingBasis.ITEM)) {
      byte[] json = row.getString("detail").getBytes(StandardCharsets.UTF_8);
      return Json.read(json, MappingBasis.class);
    }
    throw MappingErrors.basisMissing(stream);
  }
}
