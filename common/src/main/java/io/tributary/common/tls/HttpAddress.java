package io.tributary.common.tls;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The address of an HTTP interface to which a credential goes. Immutable.
 *
 * @param uri of scheme http or https, in whichever case, with a host
 */
public record HttpAddress(URI uri) {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  /** The address that a text names, empty where it names none of an HTTP interface. */
  public static Optional<HttpAddress> of(String text) {
    try {
      return of(URI.create(text.strip()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The address, empty where it is none of an HTTP interface. */
  public static Optional<HttpAddress> of(URI uri) {
    return uri.getHost() != null && SCHEMES.contains(scheme(uri))
        ? Optional.of(new HttpAddress(uri))
        : Optional.empty();
  }

  /** Whether what is sent there goes to another machine, and can be read on the way. */
  public boolean readableOnTheWay() {
    return scheme(uri).equals("http") && !LoopbackHost.matches(uri.getHost());
  }

  /** Where it is, without a name and password that may stand in the address. */
  public String display() {
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return scheme(uri) + "://" + uri.getHost() + port;
  }

  private static String scheme(URI uri) {
    return String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
  }
}
