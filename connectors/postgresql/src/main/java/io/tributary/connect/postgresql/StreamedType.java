package io.tributary.connect.postgresql;

import io.debezium.connector.postgresql.PostgresType;
import io.debezium.connector.postgresql.TypeRegistry;
import java.lang.reflect.Proxy;
import java.sql.Types;
import org.postgresql.core.TypeInfo;

/**
 * A type that Debezium takes for {@code text}, with the real type's oid as its own and the column's
 * type modifier as its length: the two ways by which a Relation message's facts reach {@link
 * LiteralConverter}.
 */
final class StreamedType {

  private static final int NO_SUBTYPE = 0;

  // PostgresType asks a TypeInfo for lengths only: getPrecision(oid, modifier) and getScale.
  private static final TypeInfo MODIFIER_AS_LENGTH =
      (TypeInfo)
          Proxy.newProxyInstance(
              TypeInfo.class.getClassLoader(),
              new Class<?>[] {TypeInfo.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getPrecision" -> arguments[1];
                    case "getScale" -> 0;
                    default -> throw new UnsupportedOperationException(method.getName());
                  });

  private StreamedType() {}

  static PostgresType of(TypeRegistry registry, String name, int oid) {
    return new PostgresType.Builder(
            registry, name, oid, Types.VARCHAR, TypeRegistry.NO_TYPE_MODIFIER, MODIFIER_AS_LENGTH)
        .parentType(NO_SUBTYPE)
        .elementType(NO_SUBTYPE)
        .build();
  }
}
