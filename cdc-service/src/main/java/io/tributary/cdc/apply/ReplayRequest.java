package io.tributary.cdc.apply;

import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A request to a stream to apply its dead letters again.
 *
 * @param discarded ids of dead letters that are given up first; unknown ones are ignored
 * @param applied completed with the number of changes that the target took
 */
record ReplayRequest(Set<Long> discarded, CompletableFuture<Long> applied) {
  ReplayRequest {
    discarded = Set.copyOf(discarded);
  }
}
