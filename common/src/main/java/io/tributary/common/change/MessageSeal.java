package io.tributary.common.change;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a message in a source's log was written by a service of the migration. Everybody who
 * may log in to a PostgreSQL source may write messages into its log, under any prefix; nobody else
 * has the key, from which an HMAC of the message is made. It holds for one prefix, which names the
 * stream, and for one transaction: a message that somebody has read in the log says nothing in
 * another one. Immutable.
 */
public final class MessageSeal {
  /**
   * The transaction of logs whose transactions have no number when they are written. What is sealed
   * for it must not be able to do harm when it comes again.
   */
  public static final long ANY_TRANSACTION = 0;

  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final long LOG_NUMBER = 0xffff_ffffL;
  private static final HexFormat HEX = HexFormat.of();

  private final SecretKeySpec key;

  /** The seal with a migration's key, as {@link #newKey} made it. */
  public MessageSeal(String key) {
    this.key = new SecretKeySpec(HEX.parseHex(key), ALGORITHM);
  }

  /** A random key, as text. */
  public static String newKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HEX.formatHex(bytes);
  }

  /**
   * A message's text with its proof.
   *
   * @param transaction the transaction that writes it, of which a log keeps the lower 32 bits; or
   *     {@link #ANY_TRANSACTION}
   */
  public String seal(String prefix, long transaction, String text) {
    long number = transaction & LOG_NUMBER;
    return number + " " + proof(prefix, number, text) + " " + text;
  }

  /**
   * What lets a session of apply through a fence, whose function knows only a digest of it. Nobody
   * can tell the key from it.
   */
  public String fencePass() {
    return proof("tributary.fence.pass", ANY_TRANSACTION, "");
  }

  /** The text of a message, empty when it was not sealed with this key for its place. */
  public Optional<String> open(ChangeRecord.Message message) {
    String[] parts = message.content().split(" ", 3);
    if (parts.length < 3) {
      return Optional.empty();
    }
    boolean unbound = parts[0].equals(String.valueOf(ANY_TRANSACTION));
    long number = unbound ? ANY_TRANSACTION : message.xid() & LOG_NUMBER;
    byte[] expected = proof(message.prefix(), number, parts[2]).getBytes(StandardCharsets.US_ASCII);
    return MessageDigest.isEqual(expected, parts[1].getBytes(StandardCharsets.UTF_8))
        ? Optional.of(parts[2])
        : Optional.empty();
  }

  /** Neither a prefix of ours nor a number holds a line break, so no two messages look the same. */
  private String proof(String prefix, long transaction, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      String sealed = prefix + "\n" + transaction + "\n" + text;
      return HEX.formatHex(mac.doFinal(sealed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
