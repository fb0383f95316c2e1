package io.tributary.validator.source.sqlite.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value as the file stores it. Text form and names of storage classes are those of the change
 * topic (docs/connector-sqlite.md).
 *
 * @param storage {@code null}, {@code integer}, {@code real}, {@code text}, {@code blob}, {@code
 *     text-nul} or {@code text-malformed}
 * @param text how it travels; null for NULL
 * @param raw Long, Double, or the bytes of a TEXT or BLOB; null for NULL
 */
public record StoredValue(String storage, @Nullable String text, @Nullable Object raw) {
  /** SQL's NULL. */
  public static final StoredValue NULL = new StoredValue("null", null, null);

  private static final char REPLACEMENT = '\uFFFD';

  /** Reads {@code typeof(x), x} from two neighbouring columns of a result. */
  public static StoredValue read(ResultSet row, int place, Charset encoding) throws SQLException {
    String type = row.getString(place);
    return switch (type) {
      case "integer" -> integer(row.getLong(place + 1));
      case "real" -> real(row.getDouble(place + 1));
      case "text" -> text(bytes(row, place + 1), encoding);
      case "blob" -> blob(bytes(row, place + 1));
      default -> NULL;
    };
  }

  /** An INTEGER. */
  public static StoredValue integer(long value) {
    return new StoredValue("integer", Long.toString(value), value);
  }

  /** A REAL. */
  public static StoredValue real(double value) {
    return new StoredValue("real", RealSpelling.of(value), value);
  }

  /** A BLOB. */
  public static StoredValue blob(byte[] value) {
    return new StoredValue("blob", hex(value), value);
  }

  /** A TEXT; one that is malformed or has a zero character travels as its bytes. */
  public static StoredValue text(byte[] bytes, Charset encoding) {
    String text = new String(bytes, encoding);
    // What cannot be decoded is replaced, which costs less to see than a strict decoder costs.
    if (text.indexOf(REPLACEMENT) >= 0 && malformed(bytes, encoding)) {
      return new StoredValue("text-malformed", hex(bytes), bytes);
    }
    return text.indexOf('\0') < 0
        ? new StoredValue("text", text, bytes)
        : new StoredValue("text-nul", hex(text.getBytes(StandardCharsets.UTF_8)), bytes);
  }

  private static boolean malformed(byte[] bytes, Charset encoding) {
    try {
      encoding.newDecoder().decode(ByteBuffer.wrap(bytes));
      return false;
    } catch (CharacterCodingException e) {
      return true;
    }
  }

  /** The text of a value that is not NULL. */
  public String presentText() {
    return Objects.requireNonNull(text, "it is NULL");
  }

  /** A value that is not NULL: Long, Double, or the bytes of a TEXT or BLOB. */
  public Object present() {
    return Objects.requireNonNull(raw, "it is NULL");
  }

  /** How a statement takes the value back without changing its storage class. */
  public String parameter() {
    return storage.startsWith("text") ? "CAST(? AS TEXT)" : "?";
  }

  public void bind(PreparedStatement statement, int place) throws SQLException {
    if (raw instanceof byte[] bytes) {
      statement.setBytes(place, bytes);
    } else {
      statement.setObject(place, raw);
    }
  }

  private static byte[] bytes(ResultSet row, int place) throws SQLException {
    byte[] bytes = row.getBytes(place);
    return bytes == null ? new byte[0] : bytes;
  }

  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }
}
