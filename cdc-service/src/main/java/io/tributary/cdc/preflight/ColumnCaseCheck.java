package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** The connector takes column names that differ by case only for one. */
final class ColumnCaseCheck implements SourceCheck {
  private static final String TWINS =
      """
      SELECT t.oid::oid::regclass || ' (' || string_agg(a.attname, ', ' ORDER BY a.attnum) || ')'
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid::oid AND a.attnum > 0 AND NOT a.attisdropped
       GROUP BY t.oid, lower(a.attname) HAVING count(*) > 1 ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.COLUMN_CASE;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<String> twins = source.query().texts(TWINS, (Object) source.movingOids());
    return List.of(
        twins.isEmpty()
            ? code().passed(source.subject(), "Column names are unambiguous.")
            : code()
                .failed(
                    source.subject(),
                    "Columns whose names differ by upper and lower case only cannot be captured: "
                        + String.join(", ", twins)
                        + ".",
                    "Rename one of each, or exclude the table in the migration file."));
  }
}
