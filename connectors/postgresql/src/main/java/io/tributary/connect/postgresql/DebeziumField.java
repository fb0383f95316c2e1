package io.tributary.connect.postgresql;

import java.lang.reflect.Field;

/** Fields of Debezium's that it offers no setting for; who uses one must get on without it. */
final class DebeziumField {
  private DebeziumField() {}

  static Field of(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
