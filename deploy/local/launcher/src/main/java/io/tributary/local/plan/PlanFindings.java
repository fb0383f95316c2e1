package io.tributary.local.plan;

import io.tributary.checks.file.SourceCheckResult;
import io.tributary.checks.sample.TableSample;
import io.tributary.checks.targetschema.CatalogName;
import io.tributary.checks.targetschema.CatalogNames;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Collects the lines, problems and gaps that the plan prints for one source. Not thread-safe. */
final class PlanFindings {
  /** Shown in full with the columns, and not a second time. */
  private static final Set<String> WITH_THE_COLUMNS =
      EnumSet.of(
              PreflightCode.SQLITE_MAPPING,
              PreflightCode.SQLITE_REMARKS,
              PreflightCode.SQLITE_WAY_BACK,
              PreflightCode.CHROMA_MAPPING,
              PreflightCode.CHROMA_REMARKS)
          .stream()
          .map(PreflightCode::code)
          .collect(Collectors.toUnmodifiableSet());

  private final Source source;
  private final List<String> lines = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private final List<CatalogName> made = new ArrayList<>();

  PlanFindings(Source source) {
    this.source = source;
  }

  PlanFindings line(String line) {
    lines.add(line);
    return this;
  }

  PlanFindings lines(List<String> further) {
    lines.addAll(further);
    return this;
  }

  PlanFindings problem(String problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
    return this;
  }

  PlanFindings problems(List<String> further) {
    further.forEach(this::problem);
    return this;
  }

  PlanFindings unseen(String what) {
    unseen.add(what);
    return this;
  }

  /** The names that it makes in the target. */
  PlanFindings making(List<CatalogName> names) {
    made.addAll(names);
    return this;
  }

  /** What preflight would refuse is a problem here; what it warns of is said. */
  PlanFindings preflight(SourceCheckResult looked) {
    looked.content().ifPresent(content -> making(CatalogNames.madeBy(source, content.tables())));
    List<String> warnings = new ArrayList<>();
    for (PreflightCheck check : looked.checks()) {
      boolean shown = WITH_THE_COLUMNS.contains(check.code());
      if (check.result() == Result.FAILED && !shown) {
        problem(check.finding() + " " + check.fix());
      } else if (check.result() == Result.WARNING && !shown) {
        warnings.add("    " + check.finding() + " " + check.fix());
      }
    }
    return section("preflight would warn", warnings);
  }

  /** Rows that are refused stop the stream, unless they may be set aside. */
  PlanFindings samples(List<TableSample> samples) {
    boolean stops = source.converted().onInvalid() == OnInvalid.STOP;
    List<String> refused = new ArrayList<>();
    samples.forEach(sample -> refused.addAll(sample.sentences()));
    if (stops) {
      refused.forEach(
          text ->
              problem(
                  text
                      + " The stream would stop there: correct the rows or the rule, or say"
                      + " on-invalid: quarantine."));
      return looked(samples);
    }
    looked(samples);
    return section(
        "would go to the quarantine", refused.stream().map(text -> "    " + text).toList());
  }

  private PlanFindings looked(List<TableSample> samples) {
    long read = samples.stream().mapToLong(TableSample::read).sum();
    long refused = samples.stream().mapToLong(TableSample::refusedRows).sum();
    boolean whole = samples.stream().allMatch(TableSample::whole);
    if (!samples.isEmpty()) {
      lines.add("");
      lines.add(
          "  %s%d rows of %d tables were converted, %d would be refused."
              .formatted(whole ? "All " : "The first ", read, samples.size(), refused));
    }
    return this;
  }

  private PlanFindings section(String heading, List<String> texts) {
    if (!texts.isEmpty()) {
      lines.add("");
      lines.add("  " + heading);
      lines.addAll(texts);
    }
    return this;
  }

  PlanText shown() {
    return new PlanText(lines, problems, unseen, made);
  }
}
