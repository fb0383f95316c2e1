package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/** A schema of the migration file has to exist; it may be empty. */
final class SchemaMissingCheck implements SourceCheck {
  private static final String SCHEMAS =
      """
      SELECT nspname FROM pg_catalog.pg_namespace
       WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema' ORDER BY 1""";

  @Override
  public PreflightCode code() {
    return PreflightCode.SCHEMA_MISSING;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<String> existing = source.query().texts(SCHEMAS);
    List<PreflightCheck> missing =
        Stream.of(SourceReading.schemas(source.source()))
            .filter(schema -> !existing.contains(schema))
            .map(
                schema ->
                    code()
                        .failed(
                            source.subject(),
                            "There is no schema %s in the database.%s"
                                .formatted(schema, NearestName.question(schema, existing)),
                            "Correct the schema's name in the migration file."))
            .toList();
    return missing.isEmpty()
        ? List.of(code().passed(source.subject(), "All schemas exist."))
        : missing;
  }
}
