package io.tributary.local.plan;

import io.tributary.checks.existing.ExistingRowsCheck;
import io.tributary.checks.existing.ExistingTables;
import io.tributary.checks.file.FileChecks;
import io.tributary.checks.file.SourceCheckResult;
import io.tributary.checks.rows.RowReference;
import io.tributary.checks.rows.SqliteRowScan;
import io.tributary.checks.rows.WholeCheck;
import io.tributary.checks.sample.SqliteSample;
import io.tributary.checks.sample.TableSample;
import io.tributary.common.ddl.DdlScript;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.ddl.DdlTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.local.stack.StackTopics;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.back.StayingReference;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.source.MovingSchema;
import io.tributary.mapping.sqlite.schema.MasterEntry;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.table.SourceMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Looks at a SQLite file and says what becomes of its tables. Writes nothing. */
final class SqlitePlan {
  /** In a rollback mode nobody commits while rows are read. */
  private static final long ROWS_MILLIS = 2_000;

  private final MovingSource moving;
  private final Source source;
  private final TargetReader target;
  private final Grants grants;
  private final PlanScope scope;
  private final UntouchedSqliteFile file;
  private final PlanFindings findings;

  SqlitePlan(MovingSource moving, TargetReader target, Grants grants, PlanScope scope) {
    this.grants = grants;
    this.moving = moving;
    this.source = moving.source();
    this.target = target;
    this.scope = scope;
    this.file = new UntouchedSqliteFile(source.name(), Path.of(source.converted().path()));
    this.findings = new PlanFindings(source, file.path().toString());
  }

  PlanText shown() {
    SourceCheckResult looked =
        FileChecks.untouched(SourcePlan.INTEGRITY_MILLIS, StackTopics.names(), grants).look(moving);
    if (looked.content().isPresent()) {
      try {
        planned(file.read(SqliteFileSchema::basis));
      } catch (TributaryException e) {
        findings.problem(e.report().message());
      }
    }
    return findings.preflight(looked).shown();
  }

  private void planned(MappingBasis declared) {
    SqliteSchema schema = MovingSchema.read(source, declared);
    String ddlFile = source.sqlite().ddlFile();
    if (ddlFile == null) {
      mapped(declared, schema, RowReference::made);
      return;
    }
    try {
      DdlScript script =
          source.sqlite().byDdlFile()
              ? DdlScript.of(grants.ddl(ddlFile), schemaOfTarget())
              : DdlScript.of("", schemaOfTarget());
      Given given = target.look(moving.target(), ddl -> given(declared, script, ddl));
      given
          .look()
          .problems()
          .forEach(p -> findings.problem("The DDL file " + ddlFile + ", " + p.display() + "."));
      if (given.look().problems().isEmpty()) {
        mapped(given.basis(), schema, mapping -> RowReference.there(mapping, given.keys()));
        findings.preflight(new SourceCheckResult(given.existing(), Optional.empty()));
      } else {
        undecided(declared, schema, "it cannot be used");
      }
    } catch (IOException e) {
      findings.problem("The DDL file " + ddlFile + " is not there or cannot be read.");
      undecided(declared, schema, "it cannot be read");
    } catch (UnreadableTarget e) {
      findings.unseen(
          "Source " + source.name() + ": the columns of the target, because " + e.getMessage());
      undecided(declared, schema, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Tables of the target that are given and not derived.
   *
   * @param look at them
   * @param basis with their columns
   * @param existing what becomes of the rows that they hold
   * @param keys their foreign keys
   */
  private record Given(
      DdlTrial look, MappingBasis basis, List<PreflightCheck> existing, List<String> keys) {}

  private Given given(MappingBasis declared, DdlScript script, DdlTarget ddl) {
    StreamId stream = moving.stream();
    DdlTrial look =
        DdlTrial.at(
            ddl, stream, script, schemaOfTarget(), moving.migration().target().extensionsSchema());
    MappingBasis basis =
        MappingBasis.ofFile(declared.entries(), declared.lastKeys(), look.columns());
    // A statement that failed has ended the transaction.
    List<String> keys =
        look.problems().isEmpty()
            ? ddl.texts(RowReference.thereQuery(schemaOfTarget()))
            : List.of();
    if (!look.problems().isEmpty() || DdlTrial.prepared(ddl, stream)) {
      return new Given(look, basis, List.of(), keys);
    }
    SourceMapping mapping = MappingPlanner.plan(source, basis);
    return new Given(
        look,
        basis,
        new ExistingRowsCheck(ddl, source, moving.target().user(), file::read)
            .of(mapping, new ExistingTables(ddl, source).read(mapping.tables())),
        keys);
  }

  private void undecided(MappingBasis declared, SqliteSchema schema, String why) {
    findings
        .undecided(
            "The columns are decided when the target is prepared with "
                + source.sqlite().ddlFile()
                + " ("
                + why.replaceFirst("[.]$", "")
                + ").")
        .schema(DeclaredSchema.of(source, schema.tables()))
        .problems(MappingPlanner.misnamed(source, declared));
  }

  private String schemaOfTarget() {
    return source.schemas().get(0).to();
  }

  private void mapped(
      MappingBasis basis,
      SqliteSchema schema,
      Function<SourceMapping, List<RowReference>> references) {
    SourceMapping mapping = MappingPlanner.plan(source, basis);
    ReturnPlan back = new ReturnPlan(source, basis, mapping);
    findings
        .schema(
            new MappedSchema(source, basis, mapping, back)
                .of(source.schemas().get(0), schema.tables(), excluded(basis), scope.ddl()))
        .problems(mapping.problems())
        .problems(returns(back))
        .samples(file.read(session -> converted(session, mapping, references.apply(mapping))));
  }

  private List<TableSample> converted(
      SqliteReadSession session, SourceMapping mapping, List<RowReference> references)
      throws SQLException {
    if (!scope.rows()) {
      return new SqliteSample(session, ROWS_MILLIS).of(mapping);
    }
    return findings.whole(new WholeCheck(mapping, references, new SqliteRowScan(session, mapping)));
  }

  private List<String> returns(ReturnPlan back) {
    return source.wayBack().returns()
        ? Stream.concat(
                back.problems().stream().map(p -> p.display() + " " + p.remedy()),
                back.references().stream().map(StayingReference::told))
            .toList()
        : List.of();
  }

  private List<String> excluded(MappingBasis basis) {
    return basis.entries().stream()
        .filter(entry -> entry.type().equals("table") && !entry.name().startsWith("sqlite_"))
        .map(MasterEntry::name)
        .filter(table -> source.schemas().get(0).targetOf(table).isEmpty())
        .sorted()
        .toList();
  }
}
