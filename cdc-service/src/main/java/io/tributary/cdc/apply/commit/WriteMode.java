package io.tributary.cdc.apply.commit;

import io.tributary.cdc.apply.session.TargetFailure;
import java.util.Optional;

/** How changes are written; each mode costs more than the one before it and copes with more. */
enum WriteMode {
  /** Each key once, in place. */
  UPSERT,

  /** As UPSERT, but rows that may swap unique values are deleted and inserted. */
  REPLACE,

  /** Transaction by transaction, and change by change where one is refused. */
  CAREFUL;

  /** The mode that may cope with what the target has refused; empty when none does. */
  Optional<WriteMode> after(TargetFailure failure) {
    if (failure.collision() && this == UPSERT) {
      return Optional.of(REPLACE);
    }
    return failure.refusesChange() && this != CAREFUL ? Optional.of(CAREFUL) : Optional.empty();
  }
}
