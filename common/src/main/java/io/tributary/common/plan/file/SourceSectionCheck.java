package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.source.Source;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What must hold of each source besides its own shape: names, schemas, and not being the target.
 */
record SourceSectionCheck(Migration migration, FileProblems report) {

  void run() {
    Map<String, Integer> names = new HashMap<>();
    List<Source> sources = migration.sources();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      String path = "sources[" + i + "]";
      if (names.putIfAbsent(source.name(), i) != null && !source.name().isEmpty()) {
        report.problem(
            PlanError.SOURCE_TWICE,
            path + ".name",
            "There is a source \"" + source.name() + "\" already; choose another name.");
      }
      source.address().ifPresent(address -> checkIsNotTarget(path, address));
      checkSchemas(path, source);
      checkFile(path, source, sources.subList(0, i));
    }
  }

  private void checkIsNotTarget(String path, DatabaseAddress source) {
    DatabaseAddress target = migration.target().connection();
    if (source.host().equals(target.host())
        && source.port() == target.port()
        && source.database().equals(target.database())
        && !source.database().isEmpty()) {
      report.problem(
          PlanError.SOURCE_IS_TARGET,
          path + ".connection",
          "This is the target's database; a source cannot be moved into itself.");
    }
  }

  /** Two captures of one file would write their log into each other's. */
  private void checkFile(String path, Source source, List<Source> earlier) {
    Optional<String> file = source.filePath().filter(named -> !named.isEmpty());
    earlier.stream()
        .filter(other -> file.isPresent() && other.filePath().equals(file))
        .findFirst()
        .ifPresent(
            other ->
                report.problem(
                    PlanError.SOURCE_TWICE,
                    path + ".file",
                    "Source \""
                        + other.name()
                        + "\" moves this file already; one file is one source."));
  }

  private void checkSchemas(String path, Source source) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < source.schemas().size(); i++) {
      String from = source.schemas().get(i).from();
      if (!seen.add(from) && !from.isEmpty()) {
        report.problem(
            PlanError.SCHEMA_TWICE,
            path + ".schemas[" + i + "].from",
            "Schema \""
                + from
                + "\" of this source is mapped already; use \"tables\" there to send single tables"
                + " elsewhere.");
      }
    }
  }
}
