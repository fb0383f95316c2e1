package io.tributary.common.error;

/**
 * The {@code type} of problem answers (RFC 9457), the same from every service: a URI that names the
 * error's code.
 */
public final class ProblemType {
  private static final String PREFIX = "urn:tributary:";

  private ProblemType() {}

  /**
   * The type of a problem.
   *
   * @param code the stable code, such as {@code TRB-ORDER-ILLEGAL}
   */
  public static String of(String code) {
    return PREFIX + code;
  }
}
