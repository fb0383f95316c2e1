package io.tributary.cdc.source.converted;

import io.tributary.cdc.source.FenceLift;
import io.tributary.common.observed.FenceObserved;
import java.time.Instant;
import java.util.Optional;

/** The fence of one source; whether it stands is a fact of the source itself. */
public interface SourceFencing {

  /** Makes the source refuse writes; a standing fence with this token is answered as it is. */
  FenceObserved raise(String token, Instant deadline);

  /** What raising reads, and nothing else. */
  void rehearse();

  /** Lets the source accept writes again, where the lift's conditions hold. */
  void lift(FenceLift lift);

  /** The fence that stands; its token is empty when it has to be raised anew. */
  Optional<FenceObserved> standing();

  /** The same once nobody is raising or lifting a fence any more. */
  Optional<FenceObserved> settled();
}
