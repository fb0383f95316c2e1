package io.tributary.cdc.converted;

import io.tributary.cdc.schema.Preparation;
import io.tributary.common.error.TributaryException;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.plan.Source;
import java.util.Map;
import java.util.Optional;

/**
 * The mapping that the target was prepared for.
 *
 * @param preparation where its basis is kept
 */
public record KeptMapping(Preparation preparation) {

  /** What was read when the target was prepared; empty before. */
  public Optional<MappingBasis> basis() {
    return preparation.read(MappingBasis.ITEM, MappingBasis.class);
  }

  /** The same, where it has to be there. */
  public MappingBasis requireBasis() {
    return basis()
        .orElseThrow(
            () ->
                new TributaryException(
                    MappingError.NOT_PREPARED,
                    "The target of "
                        + preparation.stream()
                        + " was not prepared; nothing says what becomes of its tables.",
                    Map.of("stream", preparation.stream().toString())));
  }

  /** The mapping. */
  public SourceMapping require(Source source) {
    return SourceMapping.of(source, requireBasis());
  }
}
