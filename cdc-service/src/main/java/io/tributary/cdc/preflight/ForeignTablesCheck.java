package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of a foreign table are somebody else's, and its server is not in the target. */
final class ForeignTablesCheck implements SourceCheck {
  private static final String FOREIGN =
      """
      SELECT n.nspname, c.relname, s.srvname FROM pg_catalog.pg_foreign_table f
        JOIN pg_catalog.pg_class c ON c.oid = f.ftrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_foreign_server s ON s.oid = f.ftserver
       WHERE n.nspname = ANY (?) ORDER BY 1, 2""";

  private record Foreign(TableName table, String server) {
    String display() {
      return table.display() + " (server " + server + ")";
    }
  }

  @Override
  public PreflightCode code() {
    return PreflightCode.FOREIGN_TABLES;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    String foreign =
        source
            .query()
            .list(
                FOREIGN,
                row ->
                    new Foreign(
                        new TableName(row.getString(1), row.getString(2)), row.getString(3)),
                (Object) SourceReading.schemas(source.source()))
            .stream()
            .filter(each -> source.source().targetOf(each.table()).isPresent())
            .map(Foreign::display)
            .collect(Collectors.joining(", "));
    return List.of(
        foreign.isEmpty()
            ? code().passed(source.subject(), "No foreign table moves.")
            : code()
                .failed(
                    source.subject(),
                    "Foreign tables hold no rows of their own and cannot move: " + foreign + ".",
                    "Exclude them in the migration file, with what refers to them."));
  }
}
