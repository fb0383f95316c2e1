package io.tributary.database.login;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.crypto.spec.PBEKeySpec;

/**
 * The keys that were derived from passwords last, by a digest of everything that they were derived
 * from. A server keeps the salt and the count of iterations of a role until its password changes,
 * so a login after the first needs no derivation. What is kept is as secret as the passwords are,
 * which the process has as well. Thread-safe.
 */
final class DerivedKeys {
  private static final int MOST = 256;

  private final Map<ByteBuffer, byte[]> latest =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, byte[]> eldest) {
          return size() > MOST;
        }
      };

  /** The key that was derived from this; a copy. */
  synchronized Optional<byte[]> of(PBEKeySpec from) {
    return Optional.ofNullable(latest.get(digest(from))).map(byte[]::clone);
  }

  /** Keeps what was derived. */
  synchronized void keep(PBEKeySpec from, byte[] derived) {
    latest.put(digest(from), derived.clone());
  }

  private static ByteBuffer digest(PBEKeySpec from) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] salt = from.getSalt();
      digest.update(
          ByteBuffer.allocate(3 * Integer.BYTES)
              .putInt(from.getIterationCount())
              .putInt(from.getKeyLength())
              .putInt(salt.length)
              .flip());
      digest.update(salt);
      char[] password = from.getPassword();
      ByteBuffer bytes = StandardCharsets.UTF_16BE.encode(CharBuffer.wrap(password));
      digest.update(bytes);
      Arrays.fill(bytes.array(), (byte) 0);
      Arrays.fill(password, '\0');
      return ByteBuffer.wrap(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
