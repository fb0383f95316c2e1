package io.tributary.mapping.row;

import io.tributary.mapping.conversion.SourceValue;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value of SQLite from its text on the topic. The text's form and the names of the storage
 * classes are those of the SQLite connector's reference page.
 */
public final class StoredValueText {
  private static final String HEX = "\\x";

  private StoredValueText() {}

  /**
   * The value.
   *
   * @param text null for NULL
   * @param storageClass as the record names it; null where it is what the affinity leads to expect
   */
  public static SourceValue read(
      @Nullable String text, @Nullable String storageClass, Affinity affinity) {
    if (text == null) {
      return SourceValue.NULL;
    }
    String named = storageClass == null ? expected(text, affinity) : storageClass;
    return switch (named) {
      case "integer" -> new SourceValue.Whole(Long.parseLong(text));
      case "real" -> new SourceValue.Real(Double.parseDouble(text));
      case "text" -> new SourceValue.Text(text);
      case "text-nul" -> new SourceValue.Text(new String(bytes(text), StandardCharsets.UTF_8));
      case "blob", "text-malformed" -> new SourceValue.Bytes(bytes(text));
      default -> throw new IllegalArgumentException("unknown storage class " + named);
    };
  }

  private static String expected(String text, Affinity affinity) {
    return switch (affinity) {
      case INTEGER -> "integer";
      case REAL -> "real";
      // A REAL always has a point, an exponent, or is Infinity.
      case NUMERIC -> text.matches("-?[0-9]+") ? "integer" : "real";
      case TEXT -> "text";
      case BLOB -> "blob";
    };
  }

  private static byte[] bytes(String text) {
    if (!text.startsWith(HEX)) {
      throw new IllegalArgumentException("bytes without " + HEX);
    }
    return HexFormat.of().parseHex(text.substring(HEX.length()));
  }
}
