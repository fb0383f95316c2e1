package io.tributary.cdc.source.converted;

import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.ColumnDirection;
import io.tributary.common.plan.RollbackFollowUp;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.util.Map;
import java.util.Optional;

/**
 * The mapping that the target was prepared for.
 *
 * @param preparation where its basis is kept
 */
public record KeptMapping(PreparationJournal preparation) {

  /** What was read when the target was prepared; empty before. */
  public Optional<MappingBasis> basis() {
    return preparation.read(MappingBasis.ITEM, MappingBasis.class);
  }

  /** Keeps it, and what it says of the way back for those who do not know mappings. */
  public void keep(Source source, MappingBasis basis) {
    preparation.keep(MappingBasis.ITEM, basis);
    SourceMapping mapping = MappingPlanner.plan(source, basis);
    ReturnPlan back = new ReturnPlan(source, basis, mapping);
    preparation.keep(ColumnDirection.ITEM, back.columns());
    preparation.keep(RollbackFollowUp.ITEM, back.followUps());
  }

  /** The same, where it has to be there. */
  public MappingBasis requireBasis() {
    return basis().orElseThrow(() -> notPrepared(preparation.stream()));
  }

  /** The error of a step that needs a target which was not prepared. */
  public static TributaryException notPrepared(StreamId stream) {
    return new TributaryException(
        MappingError.NOT_PREPARED,
        "The target of " + stream + " was not prepared; nothing says what becomes of its tables.",
        Map.of("stream", stream.toString()));
  }

  /** The mapping. */
  public SourceMapping require(Source source) {
    return MappingPlanner.plan(source, requireBasis());
  }
}
