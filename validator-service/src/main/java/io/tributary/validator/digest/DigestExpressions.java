package io.tributary.validator.digest;

import io.tributary.common.verdict.TableDigests;
import java.util.List;

/**
 * The SQL expressions that digests are made of. Both ends compute them, so that a row that prints
 * alike has the same hash at a server of any encoding.
 *
 * @param utf8 whether the server's encoding is UTF-8, so that texts need no conversion
 * @param ownHashes whether both servers hash texts alike by {@code hashtextextended}, whose two
 *     seeds give 128 bits at a third of the cost of md5; it is PostgreSQL's hash for partitions,
 *     and therefore the same in all versions
 */
public record DigestExpressions(boolean utf8, boolean ownHashes) {
  /** Count and sums of a set of hashes named {@code h}, as {@link Digest#read} takes them. */
  public static final String SUMS =
      "count(*), coalesce(sum(('x' || left(h, 16))::bit(64)::bigint), 0),"
          + " coalesce(sum(('x' || right(h, 16))::bit(64)::bigint), 0)";

  private static final String SUMS_OF_OWN =
      "count(*), coalesce(sum(pg_catalog.hashtextextended(h, 1)), 0),"
          + " coalesce(sum(pg_catalog.hashtextextended(h, 2)), 0)";

  /** The hash of several hashes named {@code h}, whatever their order. */
  public static final String HASH_OF_HASHES = "md5(string_agg(h, ';' ORDER BY h COLLATE \"C\"))";

  /** For a server, and the one that it is compared with. */
  public static DigestExpressions of(ServerText server, ServerText other) {
    return new DigestExpressions(server.utf8(), server.hashesAs(other));
  }

  /** How the sums are taken, as verdicts name it. */
  public String method() {
    return ownHashes ? TableDigests.OWN_HASHES : TableDigests.MD5;
  }

  /** The hash of a row of these expressions. */
  public String hash(List<String> expressions) {
    String text = text(expressions);
    return "md5(" + (utf8 ? text : "convert_to(" + text + ", 'UTF8')") + ")";
  }

  private static String text(List<String> expressions) {
    return "ROW(" + String.join(", ", expressions) + ")::text";
  }

  /** What {@link #sums} are made of, for a row of these expressions. */
  public String summand(List<String> expressions) {
    return ownHashes ? text(expressions) + " COLLATE \"C\"" : hash(expressions);
  }

  /**
   * Count and sums of a set of {@link #summand}s named {@code h}, as {@link Digest#read} takes
   * them.
   */
  public String sums() {
    return ownHashes ? SUMS_OF_OWN : SUMS;
  }
}
