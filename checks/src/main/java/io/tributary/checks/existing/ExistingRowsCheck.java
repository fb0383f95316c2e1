package io.tributary.checks.existing;

import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.source.Source;
import io.tributary.common.sql.Sql;
import io.tributary.mapping.table.SourceMapping;
import io.tributary.mapping.table.TableMapping;
import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the rows that the tables of the target hold before, and what forbids it. In an
 * open transaction of the target.
 *
 * @param target the transaction
 * @param source whose tables are filled
 * @param user the migration's role at the target
 * @param file reads the source
 */
public record ExistingRowsCheck(
    DdlTarget target, Source source, String user, SameKeysCheck.Reads file) {
  private static final PreflightCode ROWS = PreflightCode.EXISTING_ROWS;
  private static final PreflightCode RIGHTS = PreflightCode.EXISTING_RIGHTS;

  /**
   * Every outcome.
   *
   * @param tables those that are there
   */
  public List<PreflightCheck> of(SourceMapping mapping, List<ExistingTable> tables) {
    List<PreflightCheck> found = new ArrayList<>();
    for (ExistingTable table : tables) {
      rights(table, found);
      if (table.rows() > 0) {
        rows(mapping, table, tables, found);
      }
    }
    if (found.isEmpty()) {
      found.add(ROWS.passed(source.name(), "No table that the source fills holds rows before."));
    }
    return found;
  }

  private void rights(ExistingTable table, List<PreflightCheck> found) {
    if (!table.usable()) {
      found.add(
          RIGHTS.failed(
              source.name(),
              "Table %s belongs to role %s, and %s may not act as that role: it can neither close the table nor give its rights to the application."
                  .formatted(table.table().display(), table.owner(), user),
              "`GRANT %s TO %s;`".formatted(Sql.identifier(table.owner()), Sql.identifier(user))));
    }
  }

  private void rows(
      SourceMapping mapping,
      ExistingTable table,
      List<ExistingTable> all,
      List<PreflightCheck> found) {
    switch (table.rule()) {
      case REFUSE -> found.add(refused(mapping.tables(), table));
      case KEEP -> found.add(kept(mapping.tables(), table));
      case REPLACE -> found.addAll(replaced(table, all));
    }
  }

  private PreflightCheck refused(List<TableMapping> mappings, ExistingTable table) {
    String holds =
        "Table %s holds %d rows before the source's come."
            .formatted(table.table().display(), table.rows());
    List<String> lists =
        MigrationLists.among(mappings.stream().map(m -> m.source().name()).toList());
    if (lists.contains(table.source())) {
      return ROWS.failed(
          source.name(),
          holds
              + " It is a list of the application's own migrations, and has its own in the target.",
          "Leave it out: `exclude: [%s]` in the schemas of the source."
              .formatted(MigrationLists.leftOut(source, lists)));
    }
    return ROWS.failed(
        source.name(),
        holds,
        "Say what becomes of them: `tables: {%1$s: {existing-rows: keep}}` lets them stay and merges by key, {existing-rows: replace} lets them give way and keeps them aside until the migration is completed; or exclude: [%1$s] leaves the table out."
            .formatted(table.source()));
  }

  private PreflightCheck kept(List<TableMapping> mappings, ExistingTable table) {
    if (!table.unique()) {
      return ROWS.failed(
          source.name(),
          "The %d rows of table %s cannot be merged by key: the target has no unique index over exactly %s."
              .formatted(table.rows(), table.table().display(), shown(table.key())),
          "Make one, or choose existing-rows: replace.");
    }
    TableMapping mapping =
        mappings.stream().filter(m -> m.target().equals(table.table())).findFirst().orElseThrow();
    SameKeysCheck.Found same = new SameKeysCheck(target, mapping, table, null).in(file);
    if (same.conflicts() > 0) {
      return ROWS.failed(
          source.name(),
          "Table %s keeps its %d rows, and %d rows of the source have a key or another unique value of theirs with other content, first %s."
              .formatted(
                  table.table().display(),
                  table.rows(),
                  same.conflicts(),
                  String.join("; ", same.keys())),
          "Mend or remove these rows at one side, or choose existing-rows: replace for table %s."
              .formatted(table.source()));
    }
    return ROWS.warning(
        source.name(),
        "Table %s keeps its %d rows (existing-rows: keep); the source has %d of them, with the same content."
            .formatted(table.table().display(), table.rows(), same.same()),
        "Nothing, if that is meant.");
  }

  private List<PreflightCheck> replaced(ExistingTable table, List<ExistingTable> all) {
    List<String> referring = ExistingReferences.to(target, table, all);
    if (!referring.isEmpty()) {
      return List.of(
          ROWS.failed(
              source.name(),
              "The %d rows of table %s cannot give way: rows of %s refer to it and stay."
                  .formatted(table.rows(), table.table().display(), String.join(", ", referring)),
              "Declare existing-rows: replace for these tables too, or empty them."));
    }
    return List.of(
        ROWS.warning(
            source.name(),
            "The %d rows of table %s give way to the source's (existing-rows: replace). They are kept aside until the migration is completed, and an abort brings them back."
                .formatted(table.rows(), table.table().display()),
            "Nothing, if that is meant."));
  }

  private static String shown(List<String> key) {
    return key.isEmpty() ? "the key of the source's rows" : String.join(", ", key);
  }
}
