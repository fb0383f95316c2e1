package io.tributary.local.plan;

import io.tributary.checks.file.FileChecks;
import io.tributary.checks.file.SourceCheckResult;
import io.tributary.checks.rows.ChromaRowScan;
import io.tributary.checks.rows.WholeCheck;
import io.tributary.checks.sample.ChromaSample;
import io.tributary.checks.sample.TableSample;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.files.chroma.source.ChromaSourceDirectory;
import io.tributary.local.plan.document.SchemaEntry;
import io.tributary.local.stack.StackTopics;
import io.tributary.mapping.back.ReturnPlan;
import io.tributary.mapping.chroma.CollectionShape;
import io.tributary.mapping.chroma.CollectionTable;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.schema.SqliteTable;
import io.tributary.mapping.table.SourceMapping;
import java.sql.SQLException;
import java.util.List;

/** Looks at a Chroma directory and says what becomes of its collections. Writes nothing. */
final class ChromaPlan {
  private final MovingSource moving;
  private final Source source;
  private final Grants grants;
  private final PlanScope scope;

  ChromaPlan(MovingSource moving, Grants grants, PlanScope scope) {
    this.grants = grants;
    this.moving = moving;
    this.source = moving.source();
    this.scope = scope;
  }

  PlanText shown() {
    PlanFindings findings = new PlanFindings(source, source.converted().path());
    SourceCheckResult looked =
        FileChecks.untouched(SourcePlan.INTEGRITY_MILLIS, StackTopics.names(), grants).look(moving);
    if (looked.content().isPresent()) {
      try {
        ChromaSourceDirectory directory = ChromaSourceDirectory.of(source);
        MappingBasis basis = MappingBasis.ofCollections(directory.shapes());
        SourceMapping mapping = MappingPlanner.plan(source, basis);
        source.schemas().forEach(d -> findings.schema(database(d, basis, mapping)));
        findings.problems(mapping.problems());
        findings.samples(converted(findings, directory, mapping));
      } catch (TributaryException e) {
        findings.problem(e.report().message());
      }
    }
    return findings.preflight(looked).shown();
  }

  private List<TableSample> converted(
      PlanFindings findings, ChromaSourceDirectory directory, SourceMapping mapping) {
    if (!scope.rows()) {
      return new ChromaSample(directory).of(mapping);
    }
    return directory.read(
        store -> {
          try {
            return findings.whole(new WholeCheck(mapping, List.of(), new ChromaRowScan(store)));
          } catch (SQLException e) {
            throw new IllegalStateException("a scan of a Chroma directory tells of its own", e);
          }
        });
  }

  private SchemaEntry database(SchemaMapping database, MappingBasis basis, SourceMapping mapping) {
    List<CollectionShape> here =
        basis.collections().stream().filter(c -> c.database().equals(database.from())).toList();
    List<SqliteTable> tables = here.stream().map(CollectionTable::of).toList();
    List<String> excluded =
        here.stream()
            .filter(collection -> source.targetOf(collection.table()).isEmpty())
            .map(CollectionShape::name)
            .toList();
    ReturnPlan back = new ReturnPlan(source, basis, mapping);
    return new MappedSchema(source, basis, mapping.of(database.from()), back)
        .of(database, tables, excluded, scope.ddl());
  }
}
