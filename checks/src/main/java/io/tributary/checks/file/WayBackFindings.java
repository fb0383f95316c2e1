package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.back.StayingReference;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a file with a way back could not take from the target. */
public final class WayBackFindings {
  private static final PreflightCode CODE = PreflightCode.SQLITE_WAY_BACK;
  private static final PreflightCode REFERENCES = PreflightCode.WAY_BACK_REFERENCES;

  private WayBackFindings() {}

  /**
   * The findings; none for a source without a way back.
   *
   * @param mapping what becomes of the source, of the same basis
   */
  public static List<PreflightCheck> of(Source source, MappingBasis basis, SourceMapping mapping) {
    if (!source.wayBack().returns()) {
      return List.of();
    }
    ReturnPlan back = new ReturnPlan(source, basis, mapping);
    List<PreflightCheck> found = new ArrayList<>();
    back.problems().forEach(p -> found.add(CODE.failed(source.name(), p.display(), p.remedy())));
    if (found.isEmpty()) {
      found.add(CODE.passed(source.name(), "Every row of the target can be taken back."));
    }
    back.afterwards().forEach(p -> found.add(CODE.warning(source.name(), p.display(), p.remedy())));
    if (source.kind() == SourceKind.SQLITE) {
      found.add(references(source, back.references()));
    }
    return found;
  }

  private static PreflightCheck references(Source source, List<StayingReference> staying) {
    return staying.isEmpty()
        ? REFERENCES.passed(source.name(), "No table that stays refers to one that comes home.")
        : REFERENCES.failed(
            source.name(),
            "Tables that stay refer to tables that move, and rows that are deleted at the target would leave them behind without what they refer to: %s."
                .formatted(
                    staying.stream()
                        .map(StayingReference::display)
                        .collect(Collectors.joining("; "))),
            StayingReference.REMEDY);
  }
}
