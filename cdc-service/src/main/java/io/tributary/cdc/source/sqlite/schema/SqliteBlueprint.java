package io.tributary.cdc.source.sqlite.schema;

import io.tributary.cdc.schema.existing.ExistingTableJournal;
import io.tributary.cdc.schema.plan.MovingTables;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.statement.DdlFile;
import io.tributary.cdc.schema.statement.SchemaBlueprint;
import io.tributary.cdc.seal.MessageKeys;
import io.tributary.cdc.source.converted.BookkeepingRows;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.cdc.source.converted.MappingProblems;
import io.tributary.cdc.source.converted.PlanStatements;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a SQLite source puts into the target: tables derived from the file's declarations, or those
 * of the operator's DDL file. Stateless.
 *
 * @param layout the source and its place
 */
public record SqliteBlueprint(SchemaLayout layout) implements SchemaBlueprint {
  private static final String VECTOR = "vector";

  @Override
  public List<String> begin(PreparationJournal preparation) {
    KeptMapping kept = new KeptMapping(preparation);
    MappingBasis known = kept.basis().filter(this::settled).orElse(null);
    if (known == null) {
      known = SqliteSourceFile.of(source()).read(SqliteFileSchema::basis);
      if (intoGivenTables()) {
        preparation.keep(MappingBasis.ITEM, known);
      } else {
        requireNoProblems(MappingPlanner.plan(source(), known));
        kept.keep(source(), known);
      }
    }
    return intoGivenTables()
        ? List.of()
        : extensions(MappingPlanner.plan(source(), known).tables());
  }

  /** Until the operator's tables are there, the file is read anew: either may be mended. */
  private boolean settled(MappingBasis basis) {
    return !intoGivenTables() || !basis.targetColumns().isEmpty();
  }

  /** Names of the extensions that tables need. */
  static List<String> extensions(List<TableMapping> tables) {
    boolean vectors =
        tables.stream()
            .flatMap(table -> table.columns().stream())
            .anyMatch(column -> column.conversion().targetType().startsWith(VECTOR));
    return vectors ? List.of(VECTOR) : List.of();
  }

  @Override
  public void makeTables(PreparationJournal preparation) {
    KeptMapping kept = new KeptMapping(preparation);
    MappingBasis basis = kept.requireBasis();
    if (intoGivenTables()) {
      if (source().sqlite().byDdlFile()) {
        ddlFile().run(preparation.session(), layout.migration().target().extensionsSchema());
      }
      MappingBasis whole =
          MappingBasis.ofFile(
              basis.entries(),
              basis.lastKeys(),
              TargetColumns.read(preparation.session(), layout.destinations()));
      requireNoProblems(MappingPlanner.plan(source(), whole));
      kept.keep(source(), whole);
    } else {
      SqliteSourceError.TABLE_REFUSED
          .statements(preparation.session(), source())
          .runAll(MappingPlanner.plan(source(), basis).preData());
    }
  }

  @Override
  public Optional<ExistingTableJournal.Filling> filling(PreparationJournal preparation) {
    return intoGivenTables()
        ? Optional.of(
            new ExistingTableJournal.Filling(
                new KeptMapping(preparation).require(source()),
                SqliteSourceFile.of(source())::read,
                source().converted().intoExistingTables()))
        : Optional.empty();
  }

  @Override
  public void finish(PreparationJournal preparation) {
    SourceMapping mapping = new KeptMapping(preparation).require(source());
    List<String> keys = mapping.postData().stream().filter(ForeignKeyAddition::isOne).toList();
    List<String> others = mapping.postData().stream().filter(s -> !keys.contains(s)).toList();
    List<String> views = others.stream().filter(s -> s.startsWith("CREATE VIEW ")).toList();
    List<String> first = others.stream().filter(s -> !views.contains(s)).toList();
    PlanStatements statements =
        SqliteSourceError.CONSTRAINT.statements(preparation.session(), source());
    statements.runAll(first);
    foreignKeys(preparation).add(keys);
    statements.runAll(views);
    if (source().wayBack().returns()) {
      RowidColumns.number(preparation.session(), mapping.tables());
    }
  }

  @Override
  public void rehearse(PreparationJournal preparation) {
    identities(preparation).read();
    foreignKeys(preparation).look(layout.migration().cutover().accepted(source().name()));
  }

  @Override
  public void settle(PreparationJournal preparation) {
    if (source().wayBack().returns()) {
      MessageKeys.passFence(preparation.session(), preparation.stream());
    }
    foreignKeys(preparation).settle();
  }

  @Override
  public void open(PreparationJournal preparation) {
    foreignKeys(preparation).settleAgain();
    identities(preparation).set();
    if (!source().wayBack().returns()) {
      dropRowids(preparation);
    }
  }

  /** By its rowid a row is told apart until it cannot come back any more. */
  @Override
  public void complete(PreparationJournal preparation) {
    dropRowids(preparation);
  }

  private void dropRowids(PreparationJournal preparation) {
    RowidColumns.drop(
        preparation.session(), new KeptMapping(preparation).require(source()).tables());
  }

  private ForeignKeyAddition foreignKeys(PreparationJournal preparation) {
    return new ForeignKeyAddition(
        preparation, source(), new KeptMapping(preparation).require(source()));
  }

  private KeySequences identities(PreparationJournal preparation) {
    return new KeySequences(
        preparation.session(),
        new KeptMapping(preparation).require(source()),
        SqliteSourceFile.of(source()).read(SqliteFileSchema::sequences));
  }

  @Override
  public void remove(PreparationJournal preparation) {
    BookkeepingRows.remove(preparation);
  }

  private void requireNoProblems(SourceMapping mapping) {
    MovingTables.require(source(), mapping.tables().size());
    MappingProblems.requireNone(source(), mapping, SqliteSourceError.MAPPING);
  }

  private DdlFile ddlFile() {
    return new DdlFile(
        Path.of(source().sqlite().ddlFile()),
        source().schemas().get(0).to(),
        "source " + source().name(),
        SqliteSourceError.DDL_FILE);
  }

  private boolean intoGivenTables() {
    return source().converted().intoGivenTables();
  }

  private Source source() {
    return layout.source();
  }
}
