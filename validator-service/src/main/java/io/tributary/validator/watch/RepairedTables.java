package io.tributary.validator.watch;

import io.tributary.common.desired.ConfirmedRows;
import io.tributary.common.desired.RowRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tables of one source of which rows are being repaired, by what is asked of cdc-service: a
 * request that is not asked any more was carried out, or given up. Not thread-safe.
 */
final class RepairedTables {
  private Set<String> standing = Set.of();

  /**
   * Takes what is asked now.
   *
   * @return the tables whose repair was asked for at the last call, as verdicts name them, and is
   *     not any more
   */
  Set<String> ended(String source, List<RowRequest> requests) {
    Set<String> ended = new HashSet<>(standing);
    standing =
        requests.stream()
            .filter(request -> request.source().equals(source))
            .flatMap(request -> request.repair().stream())
            .map(ConfirmedRows::table)
            .collect(Collectors.toUnmodifiableSet());
    ended.removeAll(standing);
    return ended;
  }
}
