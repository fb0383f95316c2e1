package io.tributary.local.init.propose;

import io.tributary.common.plan.rule.ColumnRule;
import java.util.Optional;

/**
 * What is proposed for a column.
 *
 * @param column its name
 * @param rule the rule that the values speak for
 * @param written whether the rule is in force; otherwise it is there to be chosen
 * @param seen what was seen, for people; empty where there is nothing to say
 * @param decision what somebody has to decide, for people; empty for nothing
 */
public record ColumnProposal(
    String column, Optional<ColumnRule> rule, boolean written, String seen, String decision) {

  /** Nothing: the declared type is right as far as anybody can see. */
  static ColumnProposal none(String column) {
    return new ColumnProposal(column, Optional.empty(), false, "", "");
  }

  /** Whether there is nothing to write. */
  public boolean silent() {
    return rule.isEmpty() && seen.isEmpty() && decision.isEmpty();
  }

  /** The same rule, only to be chosen, and why. */
  public ColumnProposal offered(String why) {
    return new ColumnProposal(column, rule, false, seen + "; not written, because " + why, "");
  }
}
