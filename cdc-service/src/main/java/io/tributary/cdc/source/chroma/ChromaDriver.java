package io.tributary.cdc.source.chroma;

import io.tributary.cdc.apply.commit.CommitterFactory;
import io.tributary.cdc.apply.commit.RowPath;
import io.tributary.cdc.schema.StatementSchema;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.source.ReturnHome;
import io.tributary.cdc.source.converted.ConvertedSourceDriver;
import io.tributary.cdc.source.converted.ConvertedSourceParts;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.common.plan.MovingSource;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import java.util.Optional;

/** The steps of one Chroma directory. Thread-safe. */
final class ChromaDriver extends ConvertedSourceDriver {
  private final ChromaDriverFactory shared;
  private final MovingSource moving;

  ChromaDriver(ChromaDriverFactory shared, ConvertedSourceParts parts, MovingSource moving) {
    super(
        parts,
        moving,
        new ChromaBlueprint(new SchemaLayout(moving)),
        new ChromaCapture(moving, parts.connectors(), parts.clock()),
        fencing(parts, moving));
    this.shared = shared;
    this.moving = moving;
  }

  static ChromaFencing fencing(ConvertedSourceParts parts, MovingSource moving) {
    return new ChromaFencing(
        moving,
        () -> prepared(parts.statements(), moving),
        () -> parts.seal(moving),
        parts.clock());
  }

  @Override
  protected Optional<ReturnHome> home() {
    return shared.home(moving);
  }

  @Override
  public CommitterFactory committers() {
    return RowPath.ofCollections(moving, new CollectionMaking(new SchemaLayout(moving)));
  }

  private static long prepared(StatementSchema statements, MovingSource moving) {
    return statements
        .ask(
            new SchemaLayout(moving),
            (kept, exists) ->
                exists ? new KeptMapping(kept).basis() : Optional.<MappingBasis>empty())
        .map(basis -> (long) MappingPlanner.plan(moving.source(), basis).tables().size())
        .orElse(0L);
  }
}
