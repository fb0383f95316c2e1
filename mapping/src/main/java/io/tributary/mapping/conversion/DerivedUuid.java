package io.tributary.mapping.conversion;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** UUIDs that are made from names and from bytes. Pure and thread-safe. */
public final class DerivedUuid {
  private static final int VERSION_5 = 0x50;
  private static final int VARIANT = 0x80;

  private DerivedUuid() {}

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
