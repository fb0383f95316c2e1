package io.tributary.checks.file;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.source.Source;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.table.SourceMapping;
import java.util.ArrayList;
import java.util.List;

/** What a file with a way back could not take from the target. */
public final class WayBackFindings {
  private static final PreflightCode CODE = PreflightCode.SQLITE_WAY_BACK;

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
    return found;
  }
}
