package io.tributary.orchestrator.rest;

import io.tributary.orchestrator.gate.Gate;
import io.tributary.orchestrator.state.OrderName;
import io.tributary.orchestrator.state.Reply;
import jakarta.ws.rs.core.Response;
import java.net.URI;

/** Turns the state machine's reply into an HTTP answer. */
record Answers(String migration, OrderName order, String path) implements Reply.Reader<Response> {

  @Override
  public Response accepted(Reply.Accepted reply) {
    String status = Links.status(migration);
    return Response.accepted(new Accepted(migration, order.word(), reply.cutoverId(), status))
        .location(URI.create(status))
        .build();
  }

  @Override
  public Response planned(Reply.Planned reply) {
    return Response.ok(
            new DryRunResult(Gate.open(reply.findings()), reply.findings(), reply.steps()))
        .build();
  }

  @Override
  public Response refused(Reply.Refused reply) {
    return Problems.refused(reply.error(), path, reply.findings());
  }
}
