package io.tributary.common.plan.file;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.UnknownWord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must hold of the cutover besides its own shape: the sources that it names are there, and of
 * each variable it is known what a rollback makes of it.
 */
record CutoverSectionCheck(Migration migration, FileProblems report) {

  void run() {
    List<String> sources = migration.sources().stream().map(Source::name).toList();
    migration.cutover().acceptQuarantined().keySet().stream()
        .filter(name -> !sources.contains(name))
        .sorted()
        .forEach(
            name ->
                report.problem(
                    PlanError.BAD_VALUE,
                    "cutover.accept-quarantined." + name,
                    UnknownWord.message(name, sources)));
    if (migration.withoutWayBack().isEmpty()) {
      checkRestored();
    }
  }

  /** The second of two actions finds what the first has set, and not what stood there before. */
  private void checkRestored() {
    Map<String, Integer> seen = new HashMap<>();
    List<SwitchAction> actions = migration.cutover().switchActions();
    for (int i = 0; i < actions.size(); i++) {
      if (!(actions.get(i) instanceof SwitchAction.EnvFile file)) {
        continue;
      }
      for (String variable : file.set().keySet()) {
        Integer first = seen.putIfAbsent(file.path() + " " + variable, i);
        if (first != null && (file.restored().contains(variable) || restores(first, variable))) {
          report.problem(
              PlanError.BAD_VALUE,
              "cutover.switch[" + i + "].env-file.set." + variable,
              "cutover.switch[%d] sets it in the same file, so nothing says what a rollback makes of it. Name it under back of both."
                  .formatted(first));
        }
      }
    }
  }

  private boolean restores(int action, String variable) {
    return migration.cutover().switchActions().get(action) instanceof SwitchAction.EnvFile file
        && file.restored().contains(variable);
  }
}
