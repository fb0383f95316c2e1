package io.tributary.checks.rows;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The first 128 bits of the SHA-256 of a key's values: of a billion keys two meet by chance once in
 * some hundred quintillion. Pure.
 *
 * @param high its first half
 * @param low its second half
 */
record HashedKey(long high, long low) {

  /** Of a key's values, none of which is null. */
  static HashedKey of(List<String> values) {
    MessageDigest digest = sha256();
    for (String value : values) {
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    ByteBuffer found = ByteBuffer.wrap(digest.digest());
    return new HashedKey(found.getLong(), found.getLong());
  }

  /** Which of so many parts it belongs to; the parts are about equally large. */
  int part(int parts) {
    return (int) Long.remainderUnsigned(high, parts);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
