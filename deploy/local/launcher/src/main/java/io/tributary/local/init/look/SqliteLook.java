package io.tributary.local.init.look;

import io.tributary.common.plan.rule.ConversionName;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.scan.ScannedTable;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteReadSession;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.local.console.ByteCount;
import io.tributary.local.init.propose.ColumnProposal;
import io.tributary.local.init.propose.ColumnRoles;
import io.tributary.local.init.propose.ColumnTally;
import io.tributary.local.init.propose.ProposalChoice;
import io.tributary.local.init.propose.ProposalTrial;
import io.tributary.local.init.text.DraftRule;
import io.tributary.local.init.text.DraftSchema;
import io.tributary.local.init.text.DraftSource;
import io.tributary.local.init.text.DraftTable;
import io.tributary.local.init.text.LeftTable;
import io.tributary.local.init.text.YamlText;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.source.MovingSchema;
import io.tributary.mapping.sqlite.parser.Vec0Table;
import io.tributary.mapping.sqlite.schema.SqliteSchema;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Looks into a SQLite file.
 *
 * @param name the source's name
 * @param path the file
 * @param schema where its tables go
 */
public record SqliteLook(String name, Path path, String schema) {
  /** In a rollback mode nobody commits while rows are read. */
  private static final long SHORT_SECONDS = 2;

  private static final long LONG_SECONDS = 30;

  /**
   * What was found.
   *
   * @throws io.tributary.common.error.TributaryException naming what cannot be read
   */
  public DraftSource found() {
    UntouchedSqliteFile file = new UntouchedSqliteFile(name, path);
    return file.read(session -> look(session, file.isWriteAhead()));
  }

  private DraftSource look(SqliteReadSession session, boolean wal) throws SQLException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(wal ? LONG_SECONDS : SHORT_SECONDS);
    MappingBasis basis = SqliteFileSchema.basis(session);
    List<LeftTable> left = new ArrayList<>(unreadable(session, basis));
    SqliteSource source = source(left.stream().map(LeftTable::name).toList());
    SourceMapping mapping = MappingPlanner.plan(source, basis);
    SqliteSchema moving = MovingSchema.read(source, basis);
    mapping.remarks().stream()
        .filter(remark -> remark.code() == RemarkCode.VIRTUAL_TABLE_LEFT_OUT)
        .forEach(remark -> left.add(new LeftTable(remark.table(), remark.text(), false)));
    Map<String, String> looked = new LinkedHashMap<>();
    Map<String, List<ColumnTally>> tallies = tallies(session, mapping, moving, looked, end);
    // Sizes are only told; conversions depend on what was looked at, and come first.
    TableSizes sizes = new TableSizes(session, Vec0Table.in(basis.entries()), end);
    List<DraftTable> tables = new ArrayList<>();
    for (TableMapping table : mapping.tables()) {
      tables.add(sizes.of(table.source().name()));
    }
    Map<String, List<ColumnProposal>> proposed = new LinkedHashMap<>();
    tallies.forEach(
        (table, columns) -> proposed.put(table, columns.stream().map(ProposalChoice::of).toList()));
    return draft(
        new ProposalTrial(source, basis, moving).of(proposed, tallies),
        looked,
        tables,
        left,
        wal,
        mapping.tables().stream()
            .flatMap(table -> table.columns().stream())
            .anyMatch(column -> column.conversion().targetType().startsWith("vector")));
  }

  private SqliteSource source(List<String> excluded) {
    return SqliteSource.of(
        name, path.toString(), new SchemaMapping("main", schema, Map.of(), List.of(), excluded));
  }

  /** Tables that neither the connector nor preflight can read. */
  private List<LeftTable> unreadable(SqliteReadSession session, MappingBasis basis)
      throws SQLException {
    List<LeftTable> found = new ArrayList<>();
    for (TableMapping table : MappingPlanner.plan(source(List.of()), basis).tables()) {
      try {
        ScannedTable.in(session.connection(), List.of(table.source().name()));
      } catch (SqliteFailure e) {
        found.add(new LeftTable(table.source().name(), e.what(), true));
      }
    }
    return found;
  }

  private static Map<String, List<ColumnTally>> tallies(
      SqliteReadSession session,
      SourceMapping mapping,
      SqliteSchema moving,
      Map<String, String> looked,
      long end)
      throws SQLException {
    List<String> names = mapping.tables().stream().map(table -> table.source().name()).toList();
    Map<String, ScannedTable> scanned = ScannedTable.in(session.connection(), names);
    Map<String, List<ColumnTally>> tallies = new LinkedHashMap<>();
    long tablesLeft = names.size();
    for (TableMapping table : mapping.tables()) {
      String name = table.source().name();
      List<ColumnTally> columns =
          new ColumnRoles(moving).of(table).stream().map(ColumnTally::new).toList();
      @Nullable ScannedTable rows = scanned.get(name);
      if (rows != null) {
        // What quick tables leave, slow ones may take.
        long now = System.nanoTime();
        long until = now + Math.max(0, end - now) / tablesLeft;
        looked.put(name, new SampledRows(session.connection(), rows, columns, until).look());
        tallies.put(name, columns);
      }
      tablesLeft--;
    }
    return tallies;
  }

  private DraftSource draft(
      Map<String, List<ColumnProposal>> proposals,
      Map<String, String> looked,
      List<DraftTable> tables,
      List<LeftTable> left,
      boolean wal,
      boolean declaredVectors) {
    Map<String, List<DraftRule>> rules = new LinkedHashMap<>();
    List<String> decisions = new ArrayList<>();
    proposals.forEach(
        (table, columns) -> {
          List<DraftRule> written =
              columns.stream()
                  .filter(column -> !column.silent())
                  .map(
                      column ->
                          new DraftRule(
                              column.column(),
                              column.rule(),
                              column.written(),
                              column.seen() + " (" + looked.get(table) + ")"))
                  .toList();
          if (!written.isEmpty()) {
            rules.put(table, written);
          }
        });
    decisions.addAll(ColumnDecisions.of(proposals));
    looked.forEach(
        (table, rows) -> {
          if (rows.isEmpty()) {
            decisions.add(
                "table "
                    + table
                    + " was not looked at, as the time was over: its columns become what they"
                    + " declare. `./tributary plan` converts its first rows.");
          }
        });
    boolean vectors =
        declaredVectors
            || proposals.values().stream()
                .flatMap(List::stream)
                .filter(ColumnProposal::written)
                .anyMatch(
                    column ->
                        column.rule().filter(r -> r.converts(ConversionName.VECTOR)).isPresent());
    left.stream()
        .filter(LeftTable::named)
        .forEach(table -> decisions.add("table " + table.name() + " is excluded: " + table.why()));
    return new DraftSource(
        name,
        SourceKind.SQLITE,
        "file: " + YamlText.scalar(path.toString()),
        List.of(
            "SQLite, %s, %s. Rows that cannot be converted are kept aside, and hold up the cutover until they are corrected or accepted: docs/quarantine.md"
                .formatted(
                    ByteCount.display(path.toFile().length()),
                    wal
                        ? "in WAL mode"
                        : "not in WAL mode, so readers and writers wait for each other")),
        List.of(new DraftSchema("main", schema, tables, left)),
        Map.of("on-invalid", "quarantine"),
        rules,
        decisions,
        vectors);
  }
}
