package io.tributary.common.plan.file;

import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.words.UnknownWord;
import java.util.List;

/** What must hold of the cutover besides its own shape: the sources that it names are there. */
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
  }
}
