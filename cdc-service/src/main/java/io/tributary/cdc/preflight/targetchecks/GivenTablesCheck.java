package io.tributary.cdc.preflight.targetchecks;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.checks.existing.ExistingRowsCheck;
import io.tributary.checks.existing.ExistingTables;
import io.tributary.checks.file.WayBackFindings;
import io.tributary.checks.targetschema.FiringAction;
import io.tributary.common.ddl.DdlProblem;
import io.tributary.common.ddl.DdlScript;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.ddl.DdlTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tables that are given and not derived: what PostgreSQL says to a DDL file, in a transaction that
 * is rolled back, whether the file's rows fit into the tables, and what these hold before.
 */
final class GivenTablesCheck implements CatalogCheck<TargetReading> {
  private static final String CORRECT = "Correct the DDL file.";

  @Override
  public PreflightCode code() {
    return PreflightCode.DDL_FILE;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    List<PreflightCheck> found = new ArrayList<>();
    for (Source source : target.migration().sources()) {
      if (source.kind() == SourceKind.SQLITE && source.converted().intoGivenTables()) {
        found.addAll(look(target, source));
      }
    }
    return found;
  }

  private List<PreflightCheck> look(TargetReading target, Source source) {
    try {
      DdlScript script = script(source);
      return target.undone(ddl -> look(target, source, script, ddl));
    } catch (IOException e) {
      return List.of(
          code()
              .failed(
                  source.name(),
                  "The DDL file "
                      + source.sqlite().ddlFile()
                      + " cannot be read on the machine of cdc-service.",
                  "Put it there, or correct its path."));
    } catch (TributaryException e) {
      return List.of(
          code()
              .failed(
                  source.name(),
                  "The target's tables could not be looked at: " + e.getMessage(),
                  "Correct what the message names."));
    }
  }

  private static DdlScript script(Source source) throws IOException {
    return source.sqlite().byDdlFile()
        ? DdlScript.of(
            ServiceGrants.configured()
                .ddl(Objects.requireNonNull(source.sqlite().ddlFile(), "a DDL file is named")),
            schema(source))
        : DdlScript.of("", schema(source));
  }

  private List<PreflightCheck> look(
      TargetReading target, Source source, DdlScript script, DdlTarget ddl) {
    StreamId stream = new StreamId(target.migration().name(), source.name());
    DdlTrial look =
        DdlTrial.at(
            ddl, stream, script, schema(source), target.migration().target().extensionsSchema());
    List<PreflightCheck> found = new ArrayList<>();
    for (DdlProblem problem : look.problems()) {
      String where = "The DDL file " + source.sqlite().ddlFile() + ", " + problem.display() + ".";
      found.add(code().failed(source.name(), where, CORRECT));
    }
    if (!found.isEmpty()) {
      return found;
    }
    SqliteSourceFile file = SqliteSourceFile.of(source);
    MappingBasis basis = file.read(SqliteFileSchema::basis);
    MappingBasis given = MappingBasis.ofFile(basis.entries(), basis.lastKeys(), look.columns());
    SourceMapping mapping = MappingPlanner.plan(source, given);
    mapping.problems().forEach(problem -> found.add(unfit(source, problem)));
    found.addAll(acting(source, mapping, ddl));
    if (found.isEmpty()) {
      found.add(code().passed(source.name(), read(source, look)));
    }
    found.addAll(WayBackFindings.of(source, given, mapping));
    if (!DdlTrial.prepared(ddl, stream)) {
      found.addAll(
          new ExistingRowsCheck(ddl, source, target.user(), file::read)
              .of(mapping, new ExistingTables(ddl, source).read(mapping.tables())));
    }
    return found;
  }

  /** What the tables do by themselves would be done to the rows that are applied. */
  private List<PreflightCheck> acting(Source source, SourceMapping mapping, DdlTarget ddl) {
    Set<TableName> filled =
        mapping.tables().stream().map(TableMapping::target).collect(Collectors.toSet());
    return FiringAction.in(ddl::texts, Set.of(schema(source))).stream()
        .filter(action -> filled.contains(action.table()))
        .map(
            action ->
                code()
                    .failed(
                        source.name(),
                        "At the target, %s of table %s would act on the rows that are applied."
                            .formatted(action.name(), action.table().display()),
                        "Leave it out until the cutover is done: a trigger that is enabled in the usual way may stay, a rule for INSERT or UPDATE may not."))
        .toList();
  }

  private PreflightCheck unfit(Source source, String problem) {
    return source.sqlite().byDdlFile()
        ? code()
            .failed(
                source.name(),
                "With the DDL file " + source.sqlite().ddlFile() + ": " + problem,
                "Correct the DDL file, or the rules in the migration file.")
        : code()
            .failed(
                source.name(),
                "With the tables of schema " + schema(source) + ": " + problem,
                "Let the application make its tables there first, or correct the rules in the"
                    + " migration file.");
  }

  private static String read(Source source, DdlTrial look) {
    long tables = look.columns().stream().map(column -> column.table()).distinct().count();
    if (!source.sqlite().byDdlFile()) {
      return "Schema %s has %d tables, and those of the source fit into them."
          .formatted(schema(source), tables);
    }
    int passed = look.passedOver().size();
    return "PostgreSQL takes the DDL file %s; the schema has %d tables with it.%s"
        .formatted(
            source.sqlite().ddlFile(),
            tables,
            passed == 0
                ? ""
                : " %d of its statements are not run, first %s."
                    .formatted(passed, look.passedOver().get(0).display()));
  }

  private static String schema(Source source) {
    return source.schemas().get(0).to();
  }
}
