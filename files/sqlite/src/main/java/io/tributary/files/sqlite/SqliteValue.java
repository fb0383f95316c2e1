package io.tributary.files.sqlite;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One value as it is stored.
 *
 * @param storage its class
 * @param literal how it travels, null for NULL
 * @param raw Long, Double or the bytes of a TEXT or BLOB; null for NULL
 */
public record SqliteValue(StorageClass storage, @Nullable String literal, @Nullable Object raw) {
  /** The value NULL. */
  public static final SqliteValue NULL = new SqliteValue(StorageClass.NULL, null, null);

  public static SqliteValue of(long integer) {
    return new SqliteValue(StorageClass.INTEGER, Long.toString(integer), integer);
  }

  public static SqliteValue of(double real) {
    return new SqliteValue(StorageClass.REAL, RealText.of(real), real);
  }

  public static SqliteValue blob(byte[] bytes) {
    return new SqliteValue(StorageClass.BLOB, hex(bytes), bytes);
  }

  /** A TEXT from its bytes; decoding is strict, so that no byte is replaced unnoticed. */
  public static SqliteValue text(byte[] bytes, Charset encoding) {
    String text = new String(bytes, encoding);
    if (TextBytes.replacedIn(text, bytes, encoding)) {
      return new SqliteValue(StorageClass.TEXT_MALFORMED, hex(bytes), bytes);
    }
    if (text.indexOf('\0') >= 0) {
      return new SqliteValue(
          StorageClass.TEXT_WITH_NUL, hex(text.getBytes(StandardCharsets.UTF_8)), bytes);
    }
    return new SqliteValue(StorageClass.TEXT, text, bytes);
  }

  /** Whether the value travels exactly as the other does. */
  public boolean same(SqliteValue other) {
    return storage == other.storage && Objects.equals(literal, other.literal);
  }

  public boolean isNull() {
    return storage == StorageClass.NULL;
  }

  /** How a statement takes the raw value back without changing it. */
  public String parameter() {
    return switch (storage) {
      case TEXT, TEXT_WITH_NUL, TEXT_MALFORMED -> "CAST(? AS TEXT)";
      case NULL, INTEGER, REAL, BLOB -> "?";
    };
  }

  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
