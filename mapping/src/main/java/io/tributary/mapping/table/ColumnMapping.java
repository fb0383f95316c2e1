package io.tributary.mapping.table;

import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.util.Set;

/**
 * Where the values of a column go and how they are converted.
 *
 * @param source the column of the source
 * @param affinity its affinity, which says the storage class where a record does not
 * @param target the column of the target
 * @param conversion what happens to a value
 */
public record ColumnMapping(
    String source, Affinity affinity, String target, Conversion conversion) {
  private static final Set<String> NUMBERS = Set.of("integer", "numeric", "real");

  /** Whether two values that the column can store may become the same literal. */
  public boolean merges() {
    // A column without a type keeps 1 and '1' apart, a text column '1' and '01'.
    boolean spelled =
        affinity == Affinity.BLOB && !conversion.name().equals("bytes")
            || affinity == Affinity.TEXT && NUMBERS.contains(conversion.name());
    return spelled || !conversion.fidelity().lossless();
  }
}
