package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;

/** Large objects lie outside of tables and are not captured; the file may leave them behind. */
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
    String found =
        "The database holds %d large objects, which are not moved; %s."
            .formatted(
                count,
                columns.isEmpty()
                    ? "no column of a table that moves seems to refer to them"
                    : "these columns may refer to them: " + String.join(", ", columns));
    return List.of(
        switch (source.source().largeObjects()) {
          case REFUSE -> code().failed(source.subject(), found, fix(columns));
          case LEAVE ->
              code()
                  .warning(
                      source.subject(),
                      found,
                      "Nothing, as the migration file says so (large-objects: leave). In the target"
                          + " lo_get and lo_open find nothing.");
        });
  }

  private static String fix(List<String> columns) {
    return (columns.isEmpty()
            ? "If nothing needs them, remove them (SELECT lo_unlink(oid) FROM"
                + " pg_largeobject_metadata;)"
            : "Turn them into bytea: ALTER TABLE … ALTER COLUMN … TYPE bytea USING lo_get(…);")
        + " or leave them behind: large-objects: leave at this source in the migration file.";
  }
}
