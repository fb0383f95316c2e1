package io.tributary.cdc.schema.dump;

import io.tributary.cdc.schema.plan.JoiningPlan;
import io.tributary.cdc.schema.plan.SchemaLayout;
import io.tributary.cdc.schema.shared.JoiningRefusal;
import io.tributary.cdc.schema.shared.TargetNamespaces;
import io.tributary.cdc.schema.state.JoiningError;
import io.tributary.cdc.schema.state.PreparationJournal;
import io.tributary.common.error.ErrorReport;
import java.util.Optional;

/**
 * Refuses tables that cannot join, each by its name.
 *
 * @param layout the source and its place
 * @param preparation what is kept in the target
 */
record JoiningChecks(SchemaLayout layout, PreparationJournal preparation) {
  /** Why a table does not join; empty where it may. */
  Optional<ErrorReport> refused(String name, Optional<JoiningTable> found) {
    JoiningRefusal refusal = new JoiningRefusal(layout);
    if (preparation.wasOpen()) {
      return Optional.of(refusal.wasOpen(name));
    }
    if (found.isEmpty()) {
      return Optional.of(refusal.gone(name));
    }
    if (found.get().child()) {
      return Optional.of(
          refusal.because(
              JoiningError.CHILD,
              name,
              "it is a partition of another table, or inherits from it. Nothing was made. Type "
                  + layout.stream().restartCommand()
                  + ", which takes it in with its parent."));
    }
    return found.get().tables().stream()
        .flatMap(table -> layout.source().targetOf(table).stream())
        .filter(copy -> TargetNamespaces.taken(preparation.session(), copy))
        .findFirst()
        .map(copy -> refusal.taken(name, copy));
  }

  /** Why what would be made is not made; empty where it may. */
  Optional<ErrorReport> refused(JoiningPlan plan) {
    return plan.plan().rules().isEmpty()
        ? Optional.empty()
        : Optional.of(
            new JoiningRefusal(layout)
                .because(
                    JoiningError.RULES,
                    String.join(", ", plan.names()),
                    "there are rules on it ("
                        + String.join("; ", plan.plan().rules())
                        + "), which are not carried over while a migration runs. Nothing was made. Drop them at the source and order it again, or type "
                        + layout.stream().restartCommand()
                        + "."));
  }
}
