package io.tributary.local.order.goal;

import io.tributary.local.client.MigrationAnswer;
import io.tributary.local.client.SideChangeAnswer;
import java.util.Optional;

/**
 * The other side is open and applications are switched; or the change was undone.
 *
 * @param id of the cutover or rollback
 * @param back whether it is a rollback
 */
public record SideChangeGoal(String id, boolean back) implements OrderGoal {
  @Override
  public Optional<OrderEnd> reached(MigrationAnswer now) {
    SideChangeAnswer change = now.cutover();
    if (change == null) {
      return Optional.empty();
    }
    if (!change.id().equals(id)) {
      return Optional.of(
          OrderEnd.refused(
              "Another change of sides, %s, has followed this one, %s; the history has both."
                  .formatted(change.id(), id)));
    }
    String before = back ? "Switched" : "Replicating";
    String after = back ? "Replicating" : "Switched";
    if (now.state().equals(after)) {
      return Optional.of(OrderEnd.done(changed(change)));
    }
    if (now.state().equals("Aborting") || now.state().equals("Aborted")) {
      return Optional.of(OrderEnd.undone("The migration was aborted meanwhile."));
    }
    return now.state().equals(before) && change.error() != null
        ? Optional.of(OrderEnd.undone(undone(change)))
        : Optional.empty();
  }

  private String changed(SideChangeAnswer change) {
    String waited =
        change.longestWaitMillis().isEmpty()
            ? ""
            : " Clients of poolers waited for %d ms at most instead."
                .formatted(change.longestWaitMillis().getAsLong());
    String pause =
        change.pause() == null
            ? ""
            : " Writes were refused for " + change.pause().millis() + " ms." + waited;
    return (back
            ? "Rolled back: the sources accept writes, and the target refuses them."
            : "Cut over: the target accepts writes, and the sources refuse them.")
        + pause;
  }

  private String undone(SideChangeAnswer change) {
    String why = change.error() == null ? "" : " " + change.error().message();
    String code = change.error() == null ? "" : " (" + change.error().code() + ")";
    return "The %s was undone; the %s again.%s%s"
        .formatted(
            change.word(), back ? "target accepts writes" : "sources accept writes", why, code);
  }
}
