package io.tributary.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A token that the services know by its SHA-256 alone.
 *
 * @param name whose it is, for the history
 * @param sha256 of the token's UTF-8 bytes, lower-case hexadecimal
 */
record ApiToken(String name, Set<String> roles, String sha256) {
  static ApiToken of(String name, Set<String> roles, String token) {
    return new ApiToken(name, roles, digest(token));
  }

  /** Whether this is the token; takes as long whether it is or not. */
  boolean is(String token) {
    return MessageDigest.isEqual(
        sha256.getBytes(StandardCharsets.US_ASCII),
        digest(token).getBytes(StandardCharsets.US_ASCII));
  }

  private static String digest(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
