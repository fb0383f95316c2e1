package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Changes to unlogged tables are in no WAL. */
final class UnloggedCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TABLE_UNLOGGED;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<SourceTable> unlogged = source.moving().filter(SourceTable::unlogged).toList();
    return List.of(
        unlogged.isEmpty()
            ? code().passed(source.subject(), "All tables are logged.")
            : code()
                .failed(
                    source.subject(),
                    "Changes to unlogged tables cannot be captured: "
                        + SourceReading.names(unlogged)
                        + ".",
                    unlogged.stream()
                            .map(table -> "ALTER TABLE " + Sql.table(table.name()) + " SET LOGGED;")
                            .collect(Collectors.joining(" "))
                        + " Or exclude them in the migration file."));
  }
}
