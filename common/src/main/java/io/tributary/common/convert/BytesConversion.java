package io.tributary.common.convert;

import java.util.Base64;
import java.util.HexFormat;

/**
 * Bytes, from a BLOB or from text that encodes them.
 *
 * @param encoding how text encodes bytes
 */
public record BytesConversion(Encoding encoding) implements Conversion {

  /** How text encodes bytes. */
  public enum Encoding {
    /** Text is refused: only BLOBs are bytes. */
    NONE,
    /** Pairs of hex digits, {@code 0x} or {@code \x} before them allowed. */
    HEX,
    /** RFC 4648 base64, with or without padding. */
    BASE64,
    /** The same with {@code -} and {@code _}. */
    BASE64_URL
  }

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public String targetType() {
    return "bytea";
  }

  @Override
  public Fidelity fidelity() {
    return encoding == Encoding.NONE
        ? Fidelity.exact("Bytes stay as they are.")
        : Fidelity.lossy(
            "The bytes are kept; upper or lower case and padding of their text are not.");
  }

  @Override
  public Outcome bytes(byte[] value) {
    return Outcome.converted("\\x" + HexFormat.of().formatHex(value));
  }

  @Override
  public Outcome text(String value) {
    try {
      return switch (encoding) {
        case NONE ->
            Outcome.rejected(Reason.WRONG_STORAGE_CLASS, value, "is text where bytes are needed");
        case HEX -> bytes(HexFormat.of().parseHex(digits(value)));
        case BASE64 -> bytes(Base64.getDecoder().decode(value));
        case BASE64_URL -> bytes(Base64.getUrlDecoder().decode(value));
      };
    } catch (IllegalArgumentException e) {
      return Outcome.rejected(Reason.NOT_ENCODED_BYTES, value, "is not " + encoding);
    }
  }

  private static String digits(String text) {
    return text.startsWith("\\x") || text.startsWith("0x") ? text.substring(2) : text;
  }
}
