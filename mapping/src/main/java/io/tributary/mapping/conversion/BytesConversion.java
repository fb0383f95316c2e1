package io.tributary.mapping.conversion;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Bytes, from a BLOB or from text that encodes them.
 *
 * @param encoding how text encodes bytes
 */
public record BytesConversion(BytesEncoding encoding) implements Conversion {
  private static final Pattern PRINTED = Pattern.compile("\\\\x(?:[0-9a-f]{2})*+");

  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public String targetType() {
    return "bytea";
  }

  @Override
  public ConversionFidelity fidelity() {
    return encoding == BytesEncoding.NONE
        ? ConversionFidelity.exact("Bytes stay as they are.")
        : ConversionFidelity.lossy(
            "The bytes are kept; upper or lower case and padding of their text are not.");
  }

  @Override
  public ConversionOutcome bytes(byte[] value) {
    return ConversionOutcome.converted("\\x" + HexFormat.of().formatHex(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    try {
      return switch (encoding) {
        case NONE ->
            ConversionOutcome.rejected(
                QuarantineReason.WRONG_STORAGE_CLASS, value, "is text where bytes are needed");
        case HEX -> bytes(HexFormat.of().parseHex(digits(value)));
        case BASE64 -> bytes(Base64.getDecoder().decode(value));
        case BASE64_URL -> bytes(Base64.getUrlDecoder().decode(value));
      };
    } catch (IllegalArgumentException e) {
      return ConversionOutcome.rejected(
          QuarantineReason.NOT_ENCODED_BYTES, value, "is not " + encoding);
    }
  }

  private static String digits(String text) {
    return text.startsWith("\\x") || text.startsWith("0x") ? text.substring(2) : text;
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    if (!PRINTED.matcher(literal).matches()) {
      return ReturnOutcome.refused(
          QuarantineReason.NOT_ENCODED_BYTES, literal, "are no bytes as PostgreSQL prints them");
    }
    byte[] value = HexFormat.of().parseHex(literal.substring(2));
    if (encoding != BytesEncoding.NONE && example.asText()) {
      SourceValue text = example.stored(encoded(value, example.textBefore()));
      // In a numeric column digits become a number, which is no text any more.
      if (text instanceof SourceValue.Text) {
        return ReturnOutcome.stored(text);
      }
    }
    return ReturnOutcome.stored(new SourceValue.Bytes(value));
  }

  private String encoded(byte[] value, String before) {
    boolean bare = !before.isEmpty() && !before.endsWith("=");
    return switch (encoding) {
      case NONE -> throw new IllegalStateException("no text is bytes");
      case HEX -> hex(value, before);
      case BASE64 -> Base64.getEncoder().encodeToString(value);
      case BASE64_URL ->
          (bare ? Base64.getUrlEncoder().withoutPadding() : Base64.getUrlEncoder())
              .encodeToString(value);
    };
  }

  /** With the prefix of the text that it replaces, and in its case. */
  private static String hex(byte[] value, String before) {
    String prefix = before.substring(0, before.length() - digits(before).length());
    boolean upper = before.chars().anyMatch(c -> c >= 'A' && c <= 'F');
    return prefix + (upper ? HexFormat.of().withUpperCase() : HexFormat.of()).formatHex(value);
  }
}
