package io.tributary.common.verdict;

import org.jspecify.annotations.Nullable;

/**
 * Digests of all rows of a table, whatever their order: 128 bits in hexadecimal. Both are null, and
 * absent in JSON, when the verdict was reached without digesting all rows at its position.
 *
 * @param sourceDigest of the source
 * @param targetDigest of the target
 */
public record TableDigests(@Nullable String sourceDigest, @Nullable String targetDigest) {
  /** No digest was taken. */
  public static final TableDigests NONE = new TableDigests(null, null);
}
