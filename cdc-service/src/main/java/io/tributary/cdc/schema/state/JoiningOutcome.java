package io.tributary.cdc.schema.state;

import io.tributary.common.error.ErrorReport;
import java.util.Map;
import java.util.Set;

/**
 * What has become of tables that were ordered to join.
 *
 * @param made those that the target has
 * @param refused those for which nothing was done, and why
 */
public record JoiningOutcome(Set<String> made, Map<String, ErrorReport> refused) {
  public JoiningOutcome {
    made = Set.copyOf(made);
    refused = Map.copyOf(refused);
  }
}
