package io.tributary.cdc.apply.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A set of parked rows that takes the same few bytes for each, however long its key is: that of a
 * table without key is the whole row. Each is told by 128 bits of the SHA-256 of table and key.
 * Rows can be added and asked for, not listed. Not thread-safe.
 */
final class ParkedKeySet {
  private final Set<Fingerprint> fingerprints = new HashSet<>();

  void add(ParkedKey key) {
    fingerprints.add(Fingerprint.of(key));
  }

  /**
   * The same for a row of which only the SHA-256 is known: that of the length of the table's name
   * in UTF-8 as four bytes, the name, and the key.
   */
  void add(byte[] sha256) {
    fingerprints.add(Fingerprint.of(sha256));
  }

  void addAll(Collection<ParkedKey> keys) {
    keys.forEach(this::add);
  }

  boolean contains(ParkedKey key) {
    return fingerprints.contains(Fingerprint.of(key));
  }

  boolean isEmpty() {
    return fingerprints.isEmpty();
  }

  private record Fingerprint(long high, long low) {
    static Fingerprint of(ParkedKey key) {
      MessageDigest digest = sha256();
      byte[] table = key.table().getBytes(UTF_8);
      // The length keeps a table and a key apart from another pair with the same text in a row.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, table.length));
      digest.update(table);
      return of(digest.digest(key.key().getBytes(UTF_8)));
    }

    static Fingerprint of(byte[] sha256) {
      ByteBuffer hash = ByteBuffer.wrap(sha256);
      return new Fingerprint(hash.getLong(), hash.getLong());
    }

    private static MessageDigest sha256() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }
  }
}
