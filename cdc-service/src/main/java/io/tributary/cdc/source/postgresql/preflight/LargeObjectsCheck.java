package io.tributary.cdc.source.postgresql.preflight;

import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Refuses large objects, which lie outside of tables and are not captured, unless the file leaves
 * them behind.
 */
final class LargeObjectsCheck implements CatalogCheck<SourceReading> {
  private static final String REFERENCES =
      """
      SELECT t.oid::oid::regclass || '.' || a.attname,
             format('`ALTER TABLE %s ALTER COLUMN %I TYPE bytea USING lo_get(%2$I);`',
                    t.oid::oid::regclass, a.attname)
        FROM unnest(?::text[]) AS t (oid)
        JOIN pg_catalog.pg_attribute a
          ON a.attrelid = t.oid::oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_catalog.pg_type ty ON ty.oid = a.atttypid
       WHERE ty.typname IN ('oid', 'lo') ORDER BY 1\
      """;

  @Override
  public PreflightCode code() {
    return PreflightCode.LARGE_OBJECTS;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) {
    long count = source.query().number("SELECT count(*) FROM pg_catalog.pg_largeobject_metadata");
    if (count == 0) {
      return List.of(code().passed(source.subject(), "There are no large objects."));
    }
    Map<String, String> columns = new TreeMap<>();
    source
        .query()
        .list(
            REFERENCES,
            row -> columns.put(row.getString(1), row.getString(2)),
            (Object) source.movingOids());
    String found =
        "The database holds %d large objects, which are not moved; %s."
            .formatted(
                count,
                columns.isEmpty()
                    ? "no column of a table that moves seems to refer to them"
                    : "these columns may refer to them: " + String.join(", ", columns.keySet()));
    return List.of(
        switch (source.source().postgres().largeObjects()) {
          case REFUSE -> code().failed(source.subject(), found, fix(columns.values()));
          case LEAVE ->
              code()
                  .warning(
                      source.subject(),
                      found,
                      "Nothing, as the migration file says so (large-objects: leave). In the target"
                          + " lo_get and lo_open find nothing.");
        });
  }

  private static String fix(Collection<String> statements) {
    return (statements.isEmpty()
            ? ""
            : "Turn those that hold them into bytea: " + String.join(" ", statements) + " ")
        + "If nothing needs them any more, remove them: `SELECT lo_unlink(oid) FROM"
        + " pg_catalog.pg_largeobject_metadata;` Or leave them behind: `large-objects: leave` at"
        + " this source in the migration file.";
  }
}
