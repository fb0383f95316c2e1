package io.tributary.common.plan.words;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Constants of an enum as a migration file writes them: in lower case, with dashes. Pure and
 * thread-safe.
 */
public final class EnumWord {
  private EnumWord() {}

  /** How a constant is written. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The constant that is written so; empty for none. */
  public static <E extends Enum<E>> Optional<E> of(String word, List<E> constants) {
    return constants.stream().filter(each -> word(each).equals(word)).findFirst();
  }
}
