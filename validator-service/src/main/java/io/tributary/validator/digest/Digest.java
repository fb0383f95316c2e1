package io.tributary.validator.digest;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * Count and digest of a set of rows, whatever their order: the 128-bit hash of each row is cut into
 * two 64-bit numbers, each of which is summed exactly. Sums, unlike exclusive or, notice a row that
 * is there twice.
 *
 * @param rows how many rows
 * @param high sum of the hashes' first halves
 * @param low sum of their second halves
 */
public record Digest(long rows, BigInteger high, BigInteger low) {
  private static final BigInteger MASK = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  private static final int HALF = 16;

  /** The digest of no rows. */
  public static final Digest EMPTY = new Digest(0, BigInteger.ZERO, BigInteger.ZERO);

  /** Reads count and both sums from three columns of a row. */
  public static Digest read(ResultSet rows, int first) throws SQLException {
    BigDecimal high = rows.getBigDecimal(first + 1);
    BigDecimal low = rows.getBigDecimal(first + 2);
    return new Digest(rows.getLong(first), high.toBigInteger(), low.toBigInteger());
  }

  /** The digest of both sets together. */
  public Digest plus(Digest other) {
    return new Digest(rows + other.rows, high.add(other.high), low.add(other.low));
  }

  /** 128 bits as 32 hexadecimal digits: both sums modulo 2^64. */
  public String hex() {
    return half(high) + half(low);
  }

  /** The digest of all sets of rows that have these, as {@link #hex} writes it. */
  public static String sumOf(List<String> hex) {
    Digest sum = EMPTY;
    for (String one : hex) {
      sum =
          sum.plus(
              new Digest(
                  0,
                  new BigInteger(one.substring(0, HALF), 16),
                  new BigInteger(one.substring(HALF), 16)));
    }
    return sum.hex();
  }

  private static String half(BigInteger sum) {
    String digits = sum.and(MASK).toString(16);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
