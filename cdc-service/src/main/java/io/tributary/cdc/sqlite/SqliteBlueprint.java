package io.tributary.cdc.sqlite;

import io.tributary.cdc.converted.KeptMapping;
import io.tributary.cdc.converted.MappingProblems;
import io.tributary.cdc.converted.OwnRows;
import io.tributary.cdc.converted.PlanStatements;
import io.tributary.cdc.schema.Blueprint;
import io.tributary.cdc.schema.Layout;
import io.tributary.cdc.schema.Preparation;
import io.tributary.cdc.sqlite.file.FileSchema;
import io.tributary.cdc.sqlite.file.SqliteFile;
import io.tributary.common.mapping.MappingBasis;
import io.tributary.common.mapping.SourceMapping;
import io.tributary.common.plan.Source;
import java.util.List;

/**
 * What a SQLite source puts into the target: tables derived from the file's declarations, or those
 * of the operator's DDL file. Stateless.
 *
 * @param layout the source and its place
 */
record SqliteBlueprint(Layout layout) implements Blueprint {
  private static final String VECTOR = "vector";

  @Override
  public List<String> begin(Preparation preparation) {
    KeptMapping kept = new KeptMapping(preparation);
    MappingBasis known = kept.basis().filter(this::settled).orElse(null);
    if (known == null) {
      known = SqliteFile.of(source()).read(FileSchema::basis);
      if (!byDdlFile()) {
        requireNoProblems(SourceMapping.of(source(), known));
      }
      preparation.keep(MappingBasis.ITEM, known);
    }
    return byDdlFile() ? List.of() : extensions(SourceMapping.of(source(), known));
  }

  /** Until the operator's tables are there, the file is read anew: either may be mended. */
  private boolean settled(MappingBasis basis) {
    return !byDdlFile() || !basis.targetColumns().isEmpty();
  }

  private static List<String> extensions(SourceMapping mapping) {
    boolean vectors =
        mapping.tables().stream()
            .flatMap(table -> table.columns().stream())
            .anyMatch(column -> column.conversion().targetType().startsWith(VECTOR));
    return vectors ? List.of(VECTOR) : List.of();
  }

  @Override
  public void makeTables(Preparation preparation) {
    MappingBasis basis = new KeptMapping(preparation).requireBasis();
    if (byDdlFile()) {
      DdlFile.of(source()).run(preparation.session());
      MappingBasis whole =
          MappingBasis.ofFile(
              basis.entries(),
              basis.lastKeys(),
              TargetColumns.read(preparation.session(), layout.destinations()));
      requireNoProblems(SourceMapping.of(source(), whole));
      preparation.keep(MappingBasis.ITEM, whole);
    } else {
      SqliteSourceError.TABLE_REFUSED
          .statements(preparation.session(), source())
          .runAll(SourceMapping.of(source(), basis).preData());
    }
  }

  @Override
  public void finish(Preparation preparation) {
    SourceMapping mapping = new KeptMapping(preparation).require(source());
    List<String> keys = mapping.postData().stream().filter(ForeignKeys::isOne).toList();
    List<String> others = mapping.postData().stream().filter(s -> !keys.contains(s)).toList();
    List<String> views = others.stream().filter(s -> s.startsWith("CREATE VIEW ")).toList();
    List<String> first = others.stream().filter(s -> !views.contains(s)).toList();
    PlanStatements statements =
        SqliteSourceError.CONSTRAINT.statements(preparation.session(), source());
    statements.runAll(first);
    foreignKeys(preparation).add(keys);
    statements.runAll(views);
  }

  @Override
  public void rehearse(Preparation preparation) {
    identities(preparation).read();
    check(preparation);
  }

  @Override
  public void check(Preparation preparation) {
    foreignKeys(preparation).look(layout.migration().cutover().accepted(source().name()));
  }

  @Override
  public void open(Preparation preparation) {
    foreignKeys(preparation).settleAgain();
    identities(preparation).set();
    RowidColumns.drop(
        preparation.session(), new KeptMapping(preparation).require(source()).tables());
  }

  private ForeignKeys foreignKeys(Preparation preparation) {
    return new ForeignKeys(preparation, source(), new KeptMapping(preparation).require(source()));
  }

  private Identities identities(Preparation preparation) {
    return new Identities(
        preparation.session(),
        new KeptMapping(preparation).require(source()),
        SqliteFile.of(source()).read(FileSchema::sequences));
  }

  @Override
  public void remove(Preparation preparation) {
    OwnRows.remove(preparation);
  }

  private void requireNoProblems(SourceMapping mapping) {
    MappingProblems.requireNone(source(), mapping, SqliteSourceError.MAPPING);
  }

  private boolean byDdlFile() {
    return source().converted().ddlFile() != null;
  }

  private Source source() {
    return layout.source();
  }
}
