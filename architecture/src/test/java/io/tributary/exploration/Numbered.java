package io.tributary.exploration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values by number, each once. */
final class Numbered<T> {
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final List<T> values = new ArrayList<>();

  /** The number of a value that is equal to another one where it counts. */
  int of(Object key, T value) {
    return numbers.computeIfAbsent(
        key,
        unknown -> {
          values.add(value);
          return values.size() - 1;
        });
  }

  int of(T value) {
    return of(value, value);
  }

  T value(int number) {
    return values.get(number);
  }

  int size() {
    return values.size();
  }
}
