package io.tributary.orchestrator.rest;

import io.tributary.access.RequestSender;
import io.tributary.common.plan.Migration;
import io.tributary.orchestrator.loop.AuditedMigrations;
import io.tributary.orchestrator.loop.MigrationRegistry;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.state.Order;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Passes the orders of requests on, with who sent them, and turns the replies into answers. */
@ApplicationScoped
class OrderDesk {
  private final MigrationRegistry migrations;
  private final AuditedMigrations audited;
  private final RequestSender sender;

  OrderDesk(MigrationRegistry migrations, AuditedMigrations audited, RequestSender sender) {
    this.migrations = migrations;
    this.audited = audited;
    this.sender = sender;
  }

  /** The answer to an order that leaves nothing behind. */
  Response place(String name, Order order, UriInfo uri) {
    return place(name, order, uri, List.of());
  }

  /**
   * The same of an order that leaves something behind.
   *
   * @param left what it leaves, in words
   */
  Response place(String name, Order order, UriInfo uri, List<String> left) {
    return audited
        .order(name, order, sender.requester())
        .map(new ReplyResponse(name, order.order(), uri.getPath(), left));
  }

  /**
   * The name of the source that a request has to name.
   *
   * @throws BadRequestException when none is named
   */
  String knownSource(String name, OrderName order, @Nullable String source) {
    if (source == null) {
      throw new BadRequestException(order.word() + " needs the source: ?source=NAME.");
    }
    KnownSource.require(plan(name), source);
    return source;
  }

  Migration plan(String name) {
    return migrations.plan(name);
  }

  /** Refuses a stream that the migration does not have; null stands for all streams. */
  void requireStream(String name, @Nullable String stream) {
    KnownSource.requireStream(plan(name), stream);
  }
}
