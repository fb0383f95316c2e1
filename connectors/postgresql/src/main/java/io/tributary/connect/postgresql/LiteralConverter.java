package io.tributary.connect.postgresql;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Writes every column of every table as an optional string: the text that PostgreSQL's output
 * function of the column's type printed, {@link #UNCHANGED} for a TOASTed value that an update left
 * alone, or null for NULL.
 *
 * <p>Works with {@link PostgresSourceConnector} only, which hands over values as text ({@link
 * TextTypeRegistry}, {@link TextSnapshotQuery}). Any other object is refused with a {@link
 * ConnectException} that stops the task: its string form might not be the value.
 */
public final class LiteralConverter implements CustomConverter<SchemaBuilder, RelationalColumn> {

  /** Stands for a value that is not in the WAL. PostgreSQL text cannot contain NUL. */
  public static final String UNCHANGED = "\u0000unchanged";

  @Override
  public void configure(Properties props) {
    // There is nothing to choose: the form of a literal is fixed.
  }

  @Override
  public void converterFor(
      RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
    registration.register(
        ColumnForm.of(column).in(SchemaBuilder.string().optional()), new ColumnLiteral(column)::of);
  }

  /** The literals of one column. Called by one thread at a time. */
  private static final class ColumnLiteral {

    private final String name;
    private @Nullable Object defaultValue;

    ColumnLiteral(RelationalColumn column) {
      this.name = column.dataCollection() + "." + column.name();
      this.defaultValue = column.hasDefaultValue() ? column.defaultValue() : null;
    }

    @Nullable Object of(@Nullable Object value) {
      if (isDefaultOfTheSchema(value)) {
        return null;
      }
      if (value == null || value instanceof String) {
        return value;
      }
      if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
        return UNCHANGED;
      }
      throw refused(value);
    }

    /**
     * Debezium converts a column's default right after it registered the converter and puts it into
     * the field's schema, where Kafka Connect would return it in place of a NULL. So that one call
     * answers that there is no default.
     */
    private boolean isDefaultOfTheSchema(@Nullable Object value) {
      boolean first = defaultValue != null && value == defaultValue;
      defaultValue = null;
      return first;
    }

    private ConnectException refused(Object value) {
      String message =
          "TRB-CAPTURE-VALUE-NOT-TEXT: column %s holds a value of %s instead of its text; use the converter with %s only, with snapshot.query.mode=custom and snapshot.query.mode.custom.name=%s"
              .formatted(
                  name,
                  value.getClass().getName(),
                  PostgresSourceConnector.class.getName(),
                  TextSnapshotQuery.NAME);
      // Debezium passes only the cause on.
      return new ConnectException(message, new IllegalArgumentException(message));
    }
  }
}
