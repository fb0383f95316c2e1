package io.tributary.cdc.preflight;

import io.tributary.common.model.TableName;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.plan.SchemaMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Tables that the migration file names one by one have to exist. */
final class TableUnknownCheck implements SourceCheck {

  @Override
  public PreflightCode code() {
    return PreflightCode.TABLE_UNKNOWN;
  }

  @Override
  public List<PreflightCheck> look(SourceReading source) throws SQLException {
    List<PreflightCheck> unknown = new ArrayList<>();
    for (SchemaMapping mapping : source.source().schemas()) {
      List<String> existing =
          source.all().stream()
              .map(SourceTable::name)
              .filter(table -> table.schema().equals(mapping.from()))
              .map(TableName::name)
              .toList();
      named(mapping)
          .filter(table -> !existing.contains(table))
          .map(table -> unknown(source, mapping, table, existing))
          .forEach(unknown::add);
    }
    return unknown.isEmpty()
        ? List.of(code().passed(source.subject(), "All tables that the file names exist."))
        : unknown;
  }

  private static Stream<String> named(SchemaMapping mapping) {
    return Stream.of(mapping.tables().keySet(), mapping.include(), mapping.exclude())
        .flatMap(Collection::stream)
        .filter(pattern -> pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0)
        .distinct()
        .sorted();
  }

  private PreflightCheck unknown(
      SourceReading source, SchemaMapping mapping, String table, List<String> existing) {
    return code()
        .failed(
            source.subject(),
            "The migration file names table %s.%s, which does not exist.%s"
                .formatted(mapping.from(), table, NearestName.question(table, existing)),
            "Correct or remove the name in the migration file.");
  }
}
