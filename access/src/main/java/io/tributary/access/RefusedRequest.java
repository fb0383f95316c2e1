package io.tributary.access;

import io.tributary.common.event.Requester;
import java.time.Instant;

/**
 * A request that was refused because of its sender, as an event of CDI; fired asynchronously.
 *
 * @param request its method and path, or how many more there were
 * @param by who sent it; {@code anonymous} without a known token
 * @param code why it was refused
 * @param at when
 */
public record RefusedRequest(String request, Requester by, String code, Instant at) {}
