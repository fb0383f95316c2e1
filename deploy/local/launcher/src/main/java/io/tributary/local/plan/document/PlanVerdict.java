package io.tributary.local.plan.document;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** What a plan comes to; scripts read the name in lower case. */
public enum PlanVerdict {
  /** Nothing is in the way of what was looked at, which is everything. */
  POSSIBLE,
  /** Something could not be looked at. */
  INCOMPLETE,
  /** There are problems. */
  PROBLEMS;

  /** Of what was found. */
  static PlanVerdict of(List<String> problems, List<String> unseen) {
    if (!problems.isEmpty()) {
      return PROBLEMS;
    }
    return unseen.isEmpty() ? POSSIBLE : INCOMPLETE;
  }

  /** As scripts read it. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
