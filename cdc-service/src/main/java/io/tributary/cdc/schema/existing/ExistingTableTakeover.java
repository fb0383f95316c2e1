package io.tributary.cdc.schema.existing;

import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.checks.existing.ExistingRowsCheck;
import io.tributary.checks.existing.ExistingTable;
import io.tributary.checks.existing.ExistingTables;
import io.tributary.checks.existing.RoleRights;
import io.tributary.checks.existing.SameKeysCheck;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCheck.Result;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.sql.Sql;
import io.tributary.database.DatabaseSession;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes the tables in that a source fills and that are there before: nobody else writes to them any
 * more, what becomes of their rows is decided and kept, the rows are copied aside, and the
 * application's role gets what it lacks. In the transaction that makes the other tables.
 */
public final class ExistingTableTakeover {
  private final SchemaLayout layout;
  private final PreparationJournal preparation;
  private final DatabaseSession session;
  private final DdlTarget target;

  /** For one source. */
  public ExistingTableTakeover(SchemaLayout layout, PreparationJournal preparation) {
    this.layout = layout;
    this.preparation = preparation;
    this.session = preparation.session();
    this.target = ConnectionDdl.of(session);
  }

  /**
   * Takes them in.
   *
   * @param made tables that this transaction has made
   * @return those that were there before, to be closed with the others
   * @throws TributaryException an {@link ExistingError}; nothing is changed then
   */
  public List<TableName> run(ExistingTableJournal.Filling filling, Set<TableName> made) {
    List<TableMapping> mappings = filling.mapping().tables();
    for (TableMapping mapping : mappings) {
      if (exists(mapping.target())) {
        session.run("LOCK TABLE " + Sql.table(mapping.target()) + " IN SHARE ROW EXCLUSIVE MODE");
      }
    }
    List<ExistingTable> all = new ExistingTables(target, layout.source()).read(mappings);
    List<ExistingTable> there =
        all.stream().filter(t -> t.rows() > 0 || !made.contains(t.table())).toList();
    requireDecided(filling, there);
    for (ExistingTable table : there) {
      keepAside(filling, table);
    }
    List<TableName> foreign =
        there.stream().map(ExistingTable::table).filter(t -> !made.contains(t)).toList();
    ExistingTableJournal taken =
        new ExistingTableJournal(there, foreign, sequences(foreign), rights(filling, foreign));
    preparation.keep(ExistingTableJournal.ITEM, taken);
    return foreign;
  }

  private boolean exists(TableName table) {
    return target
        .texts("SELECT to_regclass(" + Sql.literal(Sql.table(table)) + ") IS NOT NULL")
        .contains("t");
  }

  private void requireDecided(ExistingTableJournal.Filling filling, List<ExistingTable> there) {
    List<PreflightCheck> failed =
        new ExistingRowsCheck(target, layout.source(), session.place().user(), filling.reads())
            .of(filling.mapping(), there).stream()
                .filter(check -> check.result() == Result.FAILED)
                .toList();
    if (!failed.isEmpty()) {
      boolean rights =
          failed.stream().anyMatch(c -> c.code().equals(PreflightCode.EXISTING_RIGHTS.code()));
      throw new TributaryException(
          rights ? ExistingError.RIGHTS : ExistingError.ROWS,
          failed.stream()
                  .map(check -> check.finding() + " " + check.fix())
                  .collect(Collectors.joining(" "))
              + " Nothing was changed.",
          Map.of("source", layout.source().name()));
    }
  }

  private void keepAside(ExistingTableJournal.Filling filling, ExistingTable table) {
    if (table.rows() == 0) {
      return;
    }
    KeptRowStatements aside = new KeptRowStatements(table);
    aside.copy().forEach(session::run);
    if (table.keeps()) {
      TableMapping mapping =
          filling.mapping().tables().stream()
              .filter(m -> m.target().equals(table.table()))
              .findFirst()
              .orElseThrow();
      new SameKeysCheck(target, mapping, table, aside.noteMerged()).in(filling.reads());
      aside.protect(ExistingColumns.all(target, table.oid())).forEach(session::run);
    }
  }

  /** Those that give values to columns of these tables, whoever owns them. */
  private List<ExistingTableJournal.SequenceState> sequences(List<TableName> tables) {
    List<ExistingTableJournal.SequenceState> found = new ArrayList<>();
    for (String sequence : ExistingColumns.sequences(target, tables)) {
      String state = target.texts("SELECT last_value || ' ' || is_called FROM " + sequence).get(0);
      String[] parts = state.split(" ");
      found.add(
          new ExistingTableJournal.SequenceState(
              sequence, Long.parseLong(parts[0]), parts[1].startsWith("t")));
    }
    return found;
  }

  private List<String> rights(ExistingTableJournal.Filling filling, List<TableName> foreign) {
    List<String> undo = new ArrayList<>();
    Set<String> mine =
        foreign.stream().map(t -> "TABLE " + Sql.table(t)).collect(Collectors.toSet());
    ExistingColumns.sequences(target, foreign)
        .forEach(sequence -> mine.add("SEQUENCE " + sequence));
    for (String schema : layout.destinations()) {
      String role = layout.roleOf(schema);
      for (RoleRights.Lacking lacking : new RoleRights(target, role).lacking(schema)) {
        boolean wanted = filling.wholeSchema() || mine.contains(lacking.object());
        if (wanted && lacking.grantable()) {
          session.run(lacking.grant(role));
          undo.add(lacking.revoke(role));
        }
      }
    }
    return undo;
  }
}
