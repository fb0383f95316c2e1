package io.tributary.common.verdict;

import org.jspecify.annotations.Nullable;

/**
 * Digests of all rows of a table, whatever their order: 128 bits in hexadecimal. All are null, and
 * absent in JSON, when the verdict was reached without digesting all rows as they are at its
 * position.
 *
 * @param sourceDigest of the source
 * @param targetDigest of the target
 * @param digestMethod the function of PostgreSQL that hashed each row, {@link #OWN_HASHES} or
 *     {@link #MD5}, as docs/evidence.md describes; null of digests that were taken before it was
 *     kept
 */
public record TableDigests(
    @Nullable String sourceDigest, @Nullable String targetDigest, @Nullable String digestMethod) {
  /** Two hashes of 64 bits, of the seeds 1 and 2. */
  public static final String OWN_HASHES = "hashtextextended";

  /** The two halves of one hash. */
  public static final String MD5 = "md5";

  /** No digest was taken. */
  public static final TableDigests NONE = new TableDigests(null, null);

  /** Digests of which it is not said how they were taken. */
  public TableDigests(@Nullable String sourceDigest, @Nullable String targetDigest) {
    this(sourceDigest, targetDigest, null);
  }

  /** The same digests for the stream that goes the other way. */
  public TableDigests exchanged() {
    return new TableDigests(targetDigest, sourceDigest, digestMethod);
  }

  /** The same, taken in this way unless another one is said already. */
  public TableDigests by(String method) {
    return sourceDigest == null || digestMethod != null
        ? this
        : new TableDigests(sourceDigest, targetDigest, method);
  }
}
