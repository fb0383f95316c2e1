package io.tributary.mapping.row;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.json.Json;
import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import io.tributary.mapping.table.ColumnMapping;
import io.tributary.mapping.text.NumberText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys as the map of keys keeps them. Pure and thread-safe. */
public final class KeptKey {
  private static final String WITH_CLASS = "[{\"class\":";
  private static final Set<String> INFINITE = Set.of("Infinity", "-Infinity");

  private KeptKey() {}

  /**
   * A key of the target: the literal, or a JSON array of several; the same for those that a
   * conversion makes and those that PostgreSQL prints.
   *
   * @param columns those of the key
   */
  public static String ofTarget(List<String> literals, List<ColumnMapping> columns) {
    List<String> forms = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      forms.add(columns.get(i).conversion().form(literals.get(i)));
    }
    return forms.size() == 1 ? forms.get(0) : Json.text(forms);
  }

  /**
   * The values of a key of the source: one text alone, or a JSON array with texts and, where a text
   * could stand for two values, objects of class and value.
   *
   * @param columns those of the key
   */
  static List<SourceValue> read(String kept, List<ColumnMapping> columns) {
    if (columns.size() == 1 && !kept.startsWith(WITH_CLASS)) {
      return List.of(value(kept, null, columns.get(0).affinity()));
    }
    JsonNode array = Json.read(kept.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    List<SourceValue> values = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      JsonNode part = array.get(i);
      Affinity affinity = columns.get(i).affinity();
      values.add(
          part.isObject()
              ? value(part.get("value").textValue(), part.get("class").textValue(), affinity)
              : value(part.textValue(), null, affinity));
    }
    return values;
  }

  /** In a numeric column only its look tells a number from a text. */
  private static SourceValue value(String text, @Nullable String storageClass, Affinity affinity) {
    if (storageClass != null || affinity == Affinity.TEXT || affinity == Affinity.BLOB) {
      return StoredValueText.read(text, storageClass, affinity);
    }
    boolean number = NumberText.read(text).isPresent() || INFINITE.contains(text);
    boolean whole = affinity != Affinity.REAL && text.matches("-?[0-9]{1,19}");
    return StoredValueText.read(text, whole ? "integer" : number ? "real" : "text", affinity);
  }
}
