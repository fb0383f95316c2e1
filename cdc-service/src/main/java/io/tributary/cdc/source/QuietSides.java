package io.tributary.cdc.source;

import io.tributary.cdc.database.Databases;
import io.tributary.cdc.function.FunctionCall;
import io.tributary.cdc.function.FunctionCalls;
import io.tributary.cdc.function.FunctionTrust;
import io.tributary.cdc.function.HomeFunctions;
import io.tributary.checks.targetschema.FiringAction;
import io.tributary.common.error.TributaryException;
import io.tributary.common.plan.MovingSource;
import io.tributary.common.plan.source.SourceKind;
import io.tributary.database.DatabaseSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The condition under which a source with a way back changes sides: at neither of its two databases
 * does a trigger or rule act on rows that apply writes, or do these run a function of the
 * application as a role that may do everything. Applications make such ones at the side that they
 * use, and from the change of sides on apply writes there.
 *
 * @param databases opens both sides
 * @param out the source as it moves out
 */
public record QuietSides(Databases databases, MovingSource out) {

  /**
   * Does nothing without a way back, which never writes to a side that was open.
   *
   * @throws TributaryException {@link SourceError#ACTS_ON_APPLIED_ROWS} or {@link
   *     SourceError#FUNCTIONS}
   */
  public void require() {
    if (!out.returns()) {
      return;
    }
    require(out.reversed(), "the target", FunctionTrust.in(out.migration().target()));
    if (out.source().kind() == SourceKind.POSTGRESQL) {
      require(out, "the source", new HomeFunctions(out.source().postgres()));
    }
  }

  private void require(MovingSource side, String where, FunctionTrust trust) {
    try (DatabaseSession session = databases.open(side.source().postgres().connection())) {
      requireQuiet(session, side, where);
      requireTrusted(session, side, where, trust);
    }
  }

  private void requireQuiet(DatabaseSession session, MovingSource side, String where) {
    List<FiringAction> found =
        new ArrayList<>(FiringAction.in(session::texts, List.of(side.schemas())));
    found.removeIf(action -> !side.moves(action.table()));
    if (!found.isEmpty()) {
      throw new TributaryException(
          SourceError.ACTS_ON_APPLIED_ROWS,
          "Source %s does not change sides and goes on as before: at %s, the %s would act on rows that are applied there, which brings them twice or keeps them away. At %s run: %s"
              .formatted(
                  out.source().name(),
                  where,
                  FiringAction.display(found),
                  where,
                  FiringAction.remedies(found)),
          Map.of(
              "migration",
              out.migration().name(),
              "source",
              out.source().name(),
              "table",
              found.get(0).table().display()));
    }
  }

  private void requireTrusted(
      DatabaseSession session, MovingSource side, String where, FunctionTrust trust) {
    List<FunctionCall> refused =
        session.holds(FunctionTrust.MIGHTY)
            ? trust.refused(FunctionCalls.ofMoving(session, side, out.source().convertsRows()))
            : List.of();
    if (!refused.isEmpty()) {
      throw new TributaryException(
          SourceError.FUNCTIONS,
          "Source %s does not change sides and goes on as before, because of what is at %s. %s. %s"
              .formatted(out.source().name(), where, trust.finding(refused), trust.fix(refused)),
          Map.of(
              "migration",
              out.migration().name(),
              "source",
              out.source().name(),
              "calls",
              String.valueOf(refused.size())));
    }
  }
}
