package io.tributary.common.mapping;

import io.tributary.common.convert.Stored;
import io.tributary.common.sqlite.DeclaredType.Affinity;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads a value of SQLite from its text on the topic. The text's form and the names of the storage
 * classes are those of the SQLite connector's reference page.
 */
public final class StoredText {
  private static final String HEX = "\\x";

  private StoredText() {}

  /**
   * The value.
   *
   * @param text null for NULL
   * @param storageClass as the record names it; null where it is what the affinity leads to expect
   */
  public static Stored read(String text, String storageClass, Affinity affinity) {
    if (text == null) {
      return Stored.NULL;
    }
    String named = storageClass == null ? expected(text, affinity) : storageClass;
    return switch (named) {
      case "integer" -> new Stored.Whole(Long.parseLong(text));
      case "real" -> new Stored.Real(Double.parseDouble(text));
      case "text" -> new Stored.Text(text);
      case "text-nul" -> new Stored.Text(new String(bytes(text), StandardCharsets.UTF_8));
      case "blob", "text-malformed" -> new Stored.Bytes(bytes(text));
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
