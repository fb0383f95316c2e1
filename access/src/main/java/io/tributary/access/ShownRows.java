package io.tributary.access;

import jakarta.enterprise.event.Event;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Response.Status.Family;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.Provider;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Tells of every answer that may show rows to whom it was given. */
@Provider
@ShowsRows
public class ShownRows implements ContainerResponseFilter {
  private static final int LONGEST = 500;

  private final Event<AuditedRequest> events;
  private final RequestSender sender;
  private final Clock clock;

  ShownRows(Event<AuditedRequest> events, RequestSender sender, Clock clock) {
    this.events = events;
    this.sender = sender;
    this.clock = clock;
  }

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (response.getStatusInfo().getFamily() == Family.SUCCESSFUL) {
      UriInfo uri = request.getUriInfo();
      events.fireAsync(
          AuditedRequest.read(
              migration(uri),
              shown(request.getMethod(), uri.getRequestUri()),
              sender.requester(),
              clock.instant()));
    }
  }

  /** The parameter is named so, or name for short where the path is about nothing else. */
  private static Optional<String> migration(UriInfo uri) {
    String found = uri.getPathParameters().getFirst("migration");
    return Optional.ofNullable(found == null ? uri.getPathParameters().getFirst("name") : found);
  }

  private static String shown(String method, URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String request = method + " " + uri.getPath() + query;
    return request.substring(0, Math.min(request.length(), LONGEST));
  }
}
