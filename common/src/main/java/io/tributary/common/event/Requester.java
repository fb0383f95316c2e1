package io.tributary.common.event;

import java.util.List;

/**
 * Who asked a service for something, and from where.
 *
 * @param principal the name of a token, or the subject of OpenID Connect
 * @param roles that the request had, sorted
 * @param address the IP address that it came from; a proxy's where there is one
 * @param requestId found in the answer's {@code X-Request-Id} too
 */
public record Requester(String principal, List<String> roles, String address, String requestId) {
  public Requester {
    roles = List.copyOf(roles);
  }
}
