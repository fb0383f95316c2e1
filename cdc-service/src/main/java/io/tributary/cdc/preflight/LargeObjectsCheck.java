package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Large objects lie outside of tables and are not captured. */
final class LargeObjectsCheck implements SourceCheck {
  private static final String REFERENCES =
      """
      SELECT t.oid::oid::regclass || '.' || a.attname
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid::oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid
       WHERE ty.typname IN ('oid', 'lo') ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.LARGE_OBJECTS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    long count = source.query().number("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
    if (count == 0) {
      return List.of(code().passed(source.subject(), "There are no large objects."));
    }
    List<String> columns = source.query().texts(REFERENCES, (Object) source.movingOids());
    String found = "The database holds %d large objects, which are not migrated".formatted(count);
    return List.of(
        columns.isEmpty()
            ? code()
                .warning(
                    source.subject(),
                    found + "; no column of a table that moves seems to refer to them.",
                    "Nothing, if no application reads them (lo_get, lo_open).")
            : code()
                .failed(
                    source.subject(),
                    found
                        + ", and these columns may refer to them: "
                        + String.join(", ", columns)
                        + ".",
                    "Turn them into bytea: ALTER TABLE … ALTER COLUMN … TYPE bytea USING lo_get(…); or exclude the tables in the migration file."));
  }
}
