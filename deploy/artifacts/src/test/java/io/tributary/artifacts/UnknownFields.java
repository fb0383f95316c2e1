package io.tributary.artifacts;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Looks through objects of fabric8's and Strimzi's models for what these could not place. */
final class UnknownFields {
  private UnknownFields() {}

  /** Adds the path of each field that is kept as an additional property. */
  static void find(Object value, String path, List<String> found) {
    if (value instanceof Collection<?> many) {
      int i = 0;
      for (Object one : many) {
        find(one, path + "[" + i++ + "]", found);
      }
    } else if (value != null && isModel(value.getClass())) {
      for (Method method : value.getClass().getMethods()) {
        if (method.getParameterCount() == 0
            && method.getName().matches("get[A-Z].*")
            && !method.getName().equals("getClass")) {
          look(value, method, path, found);
        }
      }
    }
  }

  private static void look(Object value, Method getter, String path, List<String> found) {
    Object got;
    try {
      got = getter.invoke(value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(getter + " of " + path, e);
    }
    if (getter.getName().equals("getAdditionalProperties")) {
      // Strimzi's models answer null where there is nothing.
      if (got instanceof Map<?, ?> unknown) {
        unknown.keySet().forEach(name -> found.add(path + "." + name));
      }
    } else {
      find(got, path + "." + getter.getName().substring(3), found);
    }
  }

  private static boolean isModel(Class<?> type) {
    return !type.isEnum()
        && (type.getName().startsWith("io.fabric8.") || type.getName().startsWith("io.strimzi."));
  }
}
