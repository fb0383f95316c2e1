package io.tributary.validator.digest;

import java.util.List;

/**
 * The SQL expressions that digests are made of. Both ends compute them, so that a row that prints
 * alike has the same hash at a server of any encoding.
 *
 * @param utf8 whether the server's encoding is UTF-8, so that texts need no conversion
 */
public record DigestExpressions(boolean utf8) {
  /** Count and sums of a set of hashes named {@code h}, as {@link Digest#read} takes them. */
  public static final String SUMS =
      "count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0),"
          + " coalesce(sum(('x' || right(h, 16))::bit(64)::bigint), 0)";

  /** The hash of several hashes named {@code h}, whatever their order. */
  public static final String HASH_OF_HASHES = "md5(string_agg(h, ';' ORDER BY h COLLATE \"C\"))";

  /** The hash of a row of these expressions. */
  public String hash(List<String> expressions) {
    String text = "ROW(" + String.join(", ", expressions) + ")::text";
    return "md5(" + (utf8 ? text : "convert_to(" + text + ", 'UTF8')") + ")";
  }
}
