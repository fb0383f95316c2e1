package io.tributary.connect.postgresql;

import io.debezium.snapshot.spi.SnapshotQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The snapshot's SELECT: every column as the text that its type's output function prints, so that
 * the snapshot and the stream write a value the same way.
 *
 * <p>{@code format('%s', …)} calls the output function. A cast to text would not do: it may be a
 * function of the type's own (bpchar drops blanks, and users can create lossy casts). {@code
 * num_nulls} instead of {@code IS NULL} keeps a composite whose fields are all NULL apart from
 * NULL.
 */
public final class TextSnapshotQuery implements SnapshotQuery {

  /** Value of {@code snapshot.query.mode.custom.name} that selects this query. */
  public static final String NAME = "tributary-text";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void configure(Map<String, ?> properties) {
    // There is nothing to choose: the form of a literal is fixed.
  }

  @Override
  public Optional<String> snapshotQuery(String tableId, List<String> snapshotSelectColumns) {
    if (snapshotSelectColumns.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        snapshotSelectColumns.stream()
            .map(TextSnapshotQuery::asText)
            .collect(Collectors.joining(", ", "SELECT ", " FROM " + tableId)));
  }

  private static String asText(String quotedColumn) {
    return "CASE WHEN pg_catalog.num_nulls(%1$s) = 0 THEN pg_catalog.format('%%s', %1$s) END AS %1$s"
        .formatted(quotedColumn);
  }
}
