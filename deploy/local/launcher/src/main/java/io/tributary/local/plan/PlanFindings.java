package io.tributary.local.plan;

import io.tributary.checks.file.SourceCheckResult;
import io.tributary.checks.rows.WholeCheck;
import io.tributary.checks.sample.TableSample;
import io.tributary.checks.targetschema.CatalogName;
import io.tributary.checks.targetschema.CatalogNames;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.rule.OnInvalid;
import io.tributary.common.plan.source.Source;
import io.tributary.local.plan.document.SampleEntry;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.plan.document.SourceEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what the plan finds of one source. Not thread-safe. */
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
  private final String place;
  private final List<SchemaEntry> schemas = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unseen = new ArrayList<>();
  private final List<CatalogName> made = new ArrayList<>();
  private @Nullable String undecided;
  private @Nullable SampleEntry sample;

  PlanFindings(Source source, String place) {
    this.source = source;
    this.place = place;
  }

  PlanFindings schema(SchemaEntry schema) {
    schemas.add(schema);
    return this;
  }

  /** Why the columns of the target are not known. */
  PlanFindings undecided(String why) {
    undecided = why;
    return this;
  }

  PlanFindings notice(String notice) {
    notices.add(notice);
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
    return preflight(looked.checks());
  }

  /** The same of checks alone. */
  PlanFindings preflight(List<PreflightCheck> checks) {
    for (PreflightCheck check : checks) {
      boolean shown = WITH_THE_COLUMNS.contains(check.code());
      if (check.result() == Result.FAILED && !shown) {
        problem(check.finding() + " " + check.fix());
      } else if (check.result() == Result.WARNING && !shown) {
        warnings.add(check.finding() + " " + check.fix());
      }
    }
    return this;
  }

  /** Rows that are refused stop the stream, unless they may be set aside. */
  PlanFindings samples(List<TableSample> samples) {
    boolean stops = source.converted().onInvalid() == OnInvalid.STOP;
    if (stops) {
      samples.stream()
          .flatMap(each -> each.sentences().stream())
          .forEach(
              text ->
                  problem(
                      text
                          + " The stream would stop there: correct the rows or the rule, or say"
                          + " on-invalid: quarantine."));
    }
    sample = samples.isEmpty() ? null : SampleEntry.of(samples, stops);
    return this;
  }

  /** What becomes of every row; that something had to be left open is said. */
  List<TableSample> whole(WholeCheck check) throws SQLException {
    List<TableSample> found = check.look();
    if (!check.complete()) {
      unseen(
          "Source %s: rows that refer to rows which would be set aside, because these are too many."
              .formatted(source.name()));
    }
    return found;
  }

  /** What was found in all rows of a source whose rows are not converted. */
  PlanFindings sample(SampleEntry found) {
    sample = found;
    return this;
  }

  PlanText shown() {
    SourceEntry entry =
        new SourceEntry(
            source.name(),
            EntryWord.of(source.kind()),
            place,
            undecided,
            schemas,
            notices,
            warnings,
            sample,
            problems,
            unseen);
    return new PlanText(entry, SourceText.lines(source.kind(), entry), problems, unseen, made);
  }
}
