package io.tributary.validator.file;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/**
 * A value as the file stores it. Text form and names of storage classes are those of the change
 * topic (docs/connector-sqlite.md).
 *
 * @param storage {@code null}, {@code integer}, {@code real}, {@code text}, {@code blob}, {@code
 *     text-nul} or {@code text-malformed}
 * @param text how it travels; null for NULL
 * @param raw Long, Double, or the bytes of a TEXT or BLOB; null for NULL
 */
public record Cell(String storage, String text, Object raw) {
  private static final Cell NULL = new Cell("null", null, null);

  /** Reads {@code typeof(x), x} from two neighbouring columns of a result. */
  public static Cell read(ResultSet row, int place, Charset encoding) throws SQLException {
    String type = row.getString(place);
    return switch (type) {
      case "integer" -> {
        long value = row.getLong(place + 1);
        yield new Cell(type, Long.toString(value), value);
      }
      case "real" -> {
        double value = row.getDouble(place + 1);
        yield new Cell(type, RealSpelling.of(value), value);
      }
      case "text" -> text(bytes(row, place + 1), encoding);
      case "blob" -> {
        byte[] value = bytes(row, place + 1);
        yield new Cell(type, hex(value), value);
      }
      default -> NULL;
    };
  }

  public static Cell text(byte[] bytes, Charset encoding) {
    try {
      String text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.indexOf('\0') < 0
          ? new Cell("text", text, bytes)
          : new Cell("text-nul", hex(text.getBytes(StandardCharsets.UTF_8)), bytes);
    } catch (CharacterCodingException e) {
      return new Cell("text-malformed", hex(bytes), bytes);
    }
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
