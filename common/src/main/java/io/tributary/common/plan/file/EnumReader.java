package io.tributary.common.plan.file;

import io.tributary.common.plan.words.EnumWord;
import io.tributary.common.plan.words.UnknownWord;
import java.util.List;
import java.util.Optional;

/** Reads values of a migration file that are one of a few words, as constants of an enum. */
final class EnumReader {
  private EnumReader() {}

  /** The constant that the value names, or the default when there is none or a wrong one. */
  static <E extends Enum<E>> E read(Optional<FileValue> value, E otherwise) {
    List<E> constants = List.of(otherwise.getDeclaringClass().getEnumConstants());
    return value.flatMap(v -> read(v, constants)).orElse(otherwise);
  }

  /** The constant that the value names; a wrong one is reported. */
  static <E extends Enum<E>> Optional<E> read(FileValue value, List<E> constants) {
    String word = value.text();
    Optional<E> found = EnumWord.of(word, constants);
    if (found.isEmpty() && !word.isEmpty()) {
      value.problem(
          PlanError.BAD_VALUE,
          UnknownWord.message(word, constants.stream().map(EnumWord::word).toList()));
    }
    return found;
  }
}
