package io.tributary.common.convert;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** UUIDs: reading them in any spelling, and deriving them from names. */
public final class UuidText {
  private static final Pattern SPELLING =
      Pattern.compile("(?:urn:uuid:)?(\\{)?([0-9a-f]{4}(?:-?[0-9a-f]{4}){7})(?:(?<brace>})?)");

  private static final int VERSION_5 = 0x50;
  private static final int VARIANT = 0x80;

  private UuidText() {}

  /**
   * Reads a UUID in any spelling: upper or lower case, 32 digits, with hyphens between groups of
   * four, in braces, with {@code urn:uuid:}, with blanks around it. Empty when the text is none.
   */
  public static Optional<UUID> read(String text) {
    Matcher matcher = SPELLING.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches() || (matcher.group(1) == null) != (matcher.group("brace") == null)) {
      return Optional.empty();
    }
    String digits = matcher.group(2).replace("-", "");
    return Optional.of(
        new UUID(
            Long.parseUnsignedLong(digits.substring(0, 16), 16),
            Long.parseUnsignedLong(digits.substring(16), 16)));
  }

  /** The UUID of version 5 (RFC 9562) of a name in a namespace: the same on every machine. */
  public static UUID version5(UUID namespace, String name) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      digest.update(
          ByteBuffer.allocate(16)
              .putLong(namespace.getMostSignificantBits())
              .putLong(namespace.getLeastSignificantBits())
              .flip());
      byte[] hash = digest.digest(name.getBytes(StandardCharsets.UTF_8));
      hash[6] = (byte) (hash[6] & 0x0f | VERSION_5);
      hash[8] = (byte) (hash[8] & 0x3f | VARIANT);
      return of(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1", e);
    }
  }

  /** The UUID of the first 16 bytes. */
  static UUID of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
