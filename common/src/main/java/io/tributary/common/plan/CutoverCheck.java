package io.tributary.common.plan;

import java.util.List;

/** What must hold of the cutover besides its own shape: the sources that it names are there. */
record CutoverCheck(Migration migration, FileReport report) {

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
                    OneOf.message(name, sources)));
  }
}
