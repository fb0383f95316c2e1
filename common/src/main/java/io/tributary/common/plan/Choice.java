package io.tributary.common.plan;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Constants of an enum as a migration file writes them: in lower case, with dashes. Pure and
 * thread-safe.
 */
public final class Choice {
  private Choice() {}

  /** How a constant is written. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is written so; empty for none. */
  public static <E extends Enum<E>> Optional<E> of(String word, List<E> constants) {
    return constants.stream().filter(each -> word(each).equals(word)).findFirst();
  }

  /** The constant that the value names, or the default when there is none or a wrong one. */
  static <E extends Enum<E>> E read(Optional<Value> value, E otherwise) {
    List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
    return value.flatMap(v -> read(v, constants)).orElse(otherwise);
  }

  /** The constant that the value names; a wrong one is reported. */
  static <E extends Enum<E>> Optional<E> read(Value value, List<E> constants) {
    String word = value.text();
    Optional<E> found = of(word, constants);
    if (found.isEmpty() && !word.isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE, OneOf.message(word, constants.stream().map(Choice::word).toList()));
    }
    return found;
  }
}
