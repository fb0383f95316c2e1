package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.gate.CutoverGate;
import io.tributary.orchestrator.order.OrderName;
import io.tributary.orchestrator.order.OrderReply;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;

/**
 * Turns the state machine's reply into an HTTP answer.
 *
 * @param left what the order leaves behind once it is carried out
 */
record ReplyResponse(String migration, OrderName order, String path, List<String> left)
    implements OrderReply.Reader<Response> {

  @Override
  public Response accepted(OrderReply.Accepted reply) {
    String status = ApiPaths.status(migration);
    return Response.accepted(
            new OrderAccepted(
                migration, order.word(), reply.cutoverId(), left.isEmpty() ? null : left, status))
        .location(URI.create(status))
        .build();
  }

  @Override
  public Response planned(OrderReply.Planned reply) {
    return Response.ok(
            new DryRunResult(CutoverGate.open(reply.findings()), reply.findings(), reply.steps()))
        .build();
  }

  @Override
  public Response repairable(OrderReply.Repairable reply) {
    return Response.ok(reply.plan()).build();
  }

  @Override
  public Response refused(OrderReply.Refused reply) {
    return ProblemResponses.refused(reply, path);
  }
}
