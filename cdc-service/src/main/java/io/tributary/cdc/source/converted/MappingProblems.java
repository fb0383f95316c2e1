package io.tributary.cdc.source.converted;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.table.SourceMapping;
import java.util.List;
import java.util.Map;

/** Refuses a mapping that cannot be done as declared. */
public final class MappingProblems {
  private MappingProblems() {}

  /**
   * Does nothing when there are none.
   *
   * @param code of the refusal
   */
  public static void requireNone(Source source, SourceMapping mapping, ErrorCode code) {
    List<String> problems = mapping.problems();
    if (!problems.isEmpty()) {
      throw new TributaryException(
          code,
          "Source "
              + source.name()
              + " cannot be moved as declared: "
              + String.join(" ", problems)
              + " Correct the rules of its tables in the migration file.",
          Map.of("source", source.name(), "problems", String.join("\n", problems)));
    }
  }
}
