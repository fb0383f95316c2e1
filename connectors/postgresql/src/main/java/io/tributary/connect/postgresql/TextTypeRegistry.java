package io.tributary.connect.postgresql;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import io.debezium.connector.postgresql.connection.PostgresConnection;

/**
 * Tells Debezium's pgoutput decoder that every column is {@code text}.
 *
 * <p>pgoutput sends each value as PostgreSQL's own output text. Debezium would parse it by type
 * into Java objects, and several of those cannot hold it (timestamps before year 1, infinity, money
 * beyond 2^53, arrays of several dimensions, unknown types). As {@code text} it is passed on as it
 * came. Which type it really is goes on in the type's oid, see {@link StreamedType}.
 */
final class TextTypeRegistry extends TypeRegistry {

  private static final String TEXT = "text";

  private final PostgresType text;

  TextTypeRegistry(PostgresConnection connection) {
    super(connection);
    this.text = super.get(TEXT);
  }

  /** Asked for each column of a Relation message; values are decoded by name. */
  @Override
  public PostgresType get(int oid) {
    return StreamedType.of(this, TEXT, oid);
  }

  @Override
  public PostgresType get(String name) {
    return text;
  }
}
