package io.tributary.cdc.source.sqlite.schema;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.shared.JoiningRefusal;
import io.tributary.cdc.schema.state.JoiningError;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.cdc.schema.statement.JoiningBlueprint;
import io.tributary.cdc.schema.statement.JoiningDraft;
import io.tributary.cdc.source.converted.KeptMapping;
import io.tributary.cdc.source.converted.PlanStatements;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tables that are new in a SQLite file add to its target, derived from their declarations as
 * those of the others were. Stateless.
 *
 * @param layout the source and its place
 */
public record SqliteJoiningBlueprint(SchemaLayout layout) implements JoiningBlueprint {

  @Override
  public Set<String> known(PreparationJournal preparation, Set<String> tables) {
    return new KeptMapping(preparation)
        .require(source()).tables().stream()
            .map(mapping -> mapping.source().display())
            .filter(tables::contains)
            .collect(Collectors.toSet());
  }

  @Override
  public JoiningDraft draft(PreparationJournal preparation, Set<String> tables) {
    MappingBasis now = SqliteSourceFile.of(source()).read(SqliteFileSchema::basis);
    JoiningTablesPlan plan =
        new JoiningTablesPlan(
            source(),
            new KeptMapping(preparation).requireBasis(),
            now,
            tables.stream().map(this::named).map(TableName::name).collect(Collectors.toSet()));
    Map<String, TableName> copies = new TreeMap<>();
    for (String table : tables) {
      copies.put(
          table,
          plan.copy(named(table))
              .orElseThrow(() -> JoiningRefusal.thrown(JoiningError.GONE, refusal().gone(table))));
    }
    String all = String.join(", ", copies.keySet());
    plan.problem()
        .ifPresent(
            problem -> {
              throw refused(
                  JoiningError.MAPPING,
                  all,
                  problem
                      + " Nothing was made. Change it at the source and order it again; for a rule in the migration file abort the migration and start it anew.");
            });
    plan.changed()
        .ifPresent(
            table -> {
              throw refused(
                  JoiningError.ENTANGLED,
                  all,
                  "with it table %s would become another one, which moves already. Nothing was made. Type %s, which makes all of them together."
                      .formatted(table.display(), layout.stream().restartCommand()));
            });
    return new JoiningDraft(
        copies, SqliteBlueprint.extensions(plan.tables()), kept -> make(kept, plan));
  }

  private void make(PreparationJournal preparation, JoiningTablesPlan plan) {
    new PlanStatements(preparation.session(), source(), JoiningError.TARGET_REFUSED)
        .runAll(plan.statements());
    if (source().wayBack().returns()) {
      RowidColumns.number(preparation.session(), plan.tables());
    }
    new KeptMapping(preparation).keep(source(), plan.basis());
  }

  private TableName named(String table) {
    return new TableName(source().schemas().get(0).from(), table.substring(table.indexOf('.') + 1));
  }

  private TributaryException refused(JoiningError code, String table, String why) {
    return JoiningRefusal.thrown(code, refusal().because(code, table, why));
  }

  private JoiningRefusal refusal() {
    return new JoiningRefusal(layout);
  }

  private Source source() {
    return layout.source();
  }
}
