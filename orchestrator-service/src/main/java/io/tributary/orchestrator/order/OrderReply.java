package io.tributary.orchestrator.order;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorReport;
import io.tributary.orchestrator.gate.GateFinding;
import io.tributary.orchestrator.repair.RepairPlan;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The answer to an order. */
public sealed interface OrderReply {

  /** Turns the answer into something else, one function for each kind. */
  <T> T map(Reader<T> reader);

  /** One function for each kind of answer. */
  interface Reader<T> {
    /** The order is being carried out. */
    T accepted(Accepted reply);

    /** Nothing was touched; this is what would happen. */
    T planned(Planned reply);

    /** Nothing was touched; these rows would be. */
    T repairable(Repairable reply);

    /** Nothing was touched; this is why. */
    T refused(Refused reply);
  }

  /**
   * The order is being carried out; the status tells how far it is.
   *
   * @param cutoverId the cutover that answers a cutover order, null for other orders
   */
  record Accepted(@Nullable String cutoverId) implements OrderReply {
    @Override
    public <T> T map(Reader<T> reader) {
      return reader.accepted(this);
    }
  }

  /**
   * The answer to a dry run.
   *
   * @param findings of the gate
   * @param steps what a cutover would do, in order
   */
  record Planned(List<GateFinding> findings, List<String> steps) implements OrderReply {
    public Planned {
      findings = List.copyOf(findings);
      steps = List.copyOf(steps);
    }

    @Override
    public <T> T map(Reader<T> reader) {
      return reader.planned(this);
    }
  }

  /**
   * The answer to a dry run of a repair.
   *
   * @param plan the rows that it would be about
   */
  record Repairable(RepairPlan plan) implements OrderReply {
    @Override
    public <T> T map(Reader<T> reader) {
      return reader.repairable(this);
    }
  }

  /**
   * The order is not possible now.
   *
   * @param code which error it is
   * @param error the same with the reason, as it travels
   * @param findings of the gate, empty when it was not the gate
   */
  record Refused(ErrorCode code, ErrorReport error, List<GateFinding> findings)
      implements OrderReply {
    public Refused {
      findings = List.copyOf(findings);
    }

    public static Refused of(ErrorCode code, String message, Map<String, String> fields) {
      return new Refused(code, ErrorReport.of(code, message, fields), List.of());
    }

    public Refused with(List<GateFinding> more) {
      return new Refused(code, error, more);
    }

    @Override
    public <T> T map(Reader<T> reader) {
      return reader.refused(this);
    }
  }
}
