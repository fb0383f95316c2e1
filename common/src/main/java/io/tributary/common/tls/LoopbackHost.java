package io.tributary.common.tls;

import java.util.regex.Pattern;

/**
 * Which hosts are this machine, so that nobody is on the way to them: by its usual name, or as an
 * address (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3). What another name leads to can change. Pure.
 */
public final class LoopbackHost {
  private static final Pattern LOOPBACK =
      Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[?((0*:)*:|(0+:){7})0*1]?");

  private LoopbackHost() {}

  /** Whether a host is this machine; an IPv6 address may stand between brackets, as in URLs. */
  public static boolean matches(String host) {
    return LOOPBACK.matcher(host).matches();
  }
}
