package io.tributary.access;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a request may come from where it comes from, by its headers alone; pure. A web
 * page of somebody else can make a browser send requests to this machine: such a request tells its
 * page in {@code Origin}, or goes to a {@code Host} of the page's own, or has none of the content
 * types that a browser lets pages send only after asking (the Fetch standard's simple requests).
 *
 * @param hosts names without ports that the service goes by, lower-case
 */
record RequestOrigin(Set<String> hosts) {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final Set<HttpMethod> SAFE =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
  private static final List<String> TYPES =
      List.of("application/json", "application/yaml", "text/yaml", "application/x-yaml");

  /** A reason to refuse a request. */
  record Refusal(AccessError error, String title, String detail) {}

  /**
   * The reason to refuse a request, empty when there is none.
   *
   * @param host with or without port
   * @param scheme of the request, such as {@code http}
   */
  Optional<Refusal> refusal(
      HttpMethod method,
      String scheme,
      @Nullable String host,
      @Nullable String origin,
      @Nullable String contentType) {
    if (host == null || !known(host)) {
      return Optional.of(
          new Refusal(
              AccessError.FOREIGN_HOST,
              "Forbidden",
              "This service does not go by the name "
                  + host
                  + ". Ask under localhost, or name it in tributary.access.hosts."));
    }
    if (origin != null && !origin.equalsIgnoreCase(scheme + "://" + host)) {
      return Optional.of(
          new Refusal(
              AccessError.FOREIGN_ORIGIN,
              "Forbidden",
              "Pages of " + origin + " may not use this service."));
    }
    if (!SAFE.contains(method) && !TYPES.contains(mediaType(contentType))) {
      return Optional.of(
          new Refusal(
              AccessError.CONTENT_TYPE,
              "Unsupported Media Type",
              "The request has the Content-Type "
                  + contentType
                  + ". Send application/json with an order, and the migration file as"
                  + " application/yaml or text/yaml."));
    }
    return Optional.empty();
  }

  private boolean known(String host) {
    String name = host.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
    return LOOPBACK.contains(name) || hosts.contains(name);
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null
        ? ""
        : contentType.replaceFirst(";.*$", "").strip().toLowerCase(Locale.ROOT);
  }
}
