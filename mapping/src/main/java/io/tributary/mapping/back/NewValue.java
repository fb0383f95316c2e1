package io.tributary.mapping.back;

import io.tributary.mapping.conversion.Conversion;
import io.tributary.mapping.conversion.EnumConversion;
import io.tributary.mapping.conversion.ReturnOutcome;
import io.tributary.mapping.conversion.StoredExample;
import io.tributary.mapping.conversion.VectorConversion;
import io.tributary.mapping.table.ColumnMapping;
import java.util.Collections;

/** What a value is stored as that is new at the target, by an example. Pure. */
final class NewValue {
  private NewValue() {}

  static ReturnOutcome of(ColumnMapping column) {
    Conversion conversion = column.conversion();
    ReturnOutcome outcome =
        conversion.back(example(conversion.bare()), StoredExample.none(column.affinity()));
    return outcome instanceof ReturnOutcome.Keyed keyed
        ? ReturnOutcome.stored(keyed.unmapped())
        : outcome;
  }

  /** A value of its type as PostgreSQL prints it. */
  private static String example(Conversion conversion) {
    if (conversion instanceof EnumConversion named) {
      return named.labels().values().iterator().next();
    }
    if (conversion instanceof VectorConversion vector) {
      int numbers = Math.max(1, vector.dimension());
      return "[" + String.join(",", Collections.nCopies(numbers, "0.5")) + "]";
    }
    return switch (conversion.name()) {
      case "boolean" -> "t";
      case "bytes" -> "\\x00ff";
      case "date" -> "2026-01-31";
      case "integer", "numeric", "real" -> "12";
      case "json", "jsonb" -> "{\"a\": 1}";
      case "time" -> "13:04:05";
      case "timestamp" -> "2026-01-31 13:04:05";
      case "timestamptz" -> "2026-01-31 13:04:05+00";
      case "uuid" -> "2ed6657d-e927-468b-95e1-2665a8aea6a2";
      default -> "text";
    };
  }
}
