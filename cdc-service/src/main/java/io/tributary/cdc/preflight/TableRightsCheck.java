package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.sql.Sql;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Publishing, fencing and changing a replica identity are rights of a table's owner. */
final class TableRightsCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TABLE_RIGHTS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<SourceTable> foreign = source.moving().filter(table -> !table.usable()).toList();
    if (foreign.isEmpty()) {
      return List.of(code().passed(source.subject(), "All tables can be published and fenced."));
    }
    String grants =
        foreign.stream()
            .map(SourceTable::owner)
            .distinct()
            .map(
                owner ->
                    "GRANT %s TO %s;"
                        .formatted(Sql.identifier(owner), Sql.identifier(source.user())))
            .collect(Collectors.joining(" "));
    return List.of(
        code()
            .failed(
                source.subject(),
                "Role %s is not a member of the owner of %s, so it can neither read, publish nor fence them."
                    .formatted(source.user(), SourceReading.names(foreign)),
                grants));
  }
}
