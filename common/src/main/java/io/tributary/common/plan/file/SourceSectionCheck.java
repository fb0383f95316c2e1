package io.tributary.common.plan.file;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.pooler.Pooler;
import io.tributary.common.plan.source.ReversedMapping;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.Source;
import io.tributary.common.plan.source.SourceKind;
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

  private static final Set<String> OWN_SCHEMAS = Set.of("tributary", "tributary_fence");

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
      checkWayBack(path, source);
      checkFile(path, source, sources.subList(0, i));
      checkPooler(path + ".pooler", source, sources.subList(0, i));
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

  /** Its databases go where the source goes, and two sources would write one file. */
  private void checkPooler(String path, Source source, List<Source> earlier) {
    Optional<Pooler> pooler = source.pooler();
    if (pooler.isEmpty()) {
      return;
    }
    Set<String> reached = destinations(source);
    pooler
        .get()
        .databases()
        .forEach(
            (name, schema) -> {
              if (!schema.isEmpty() && !reached.contains(schema)) {
                report.problem(
                    PlanError.BAD_VALUE,
                    path + ".databases." + name + ".schema",
                    "No table of this source goes to schema \"" + schema + "\".");
              }
            });
    String file = pooler.get().file();
    earlier.stream()
        .filter(
            other -> !file.isEmpty() && other.pooler().map(Pooler::file).equals(Optional.of(file)))
        .findFirst()
        .ifPresent(
            other ->
                report.problem(
                    PlanError.SOURCE_TWICE,
                    path + ".file",
                    "Source \""
                        + other.name()
                        + "\" names this file already; give each pooler's source a file of its own."));
  }

  private void checkWayBack(String path, Source source) {
    if (!source.wayBack().returns()) {
      return;
    }
    ReversedMapping.ambiguous(source.schemas())
        .ifPresent(
            schema ->
                report.problem(
                    PlanError.BAD_VALUE,
                    path + ".way-back",
                    "Two schemas of this source move into schema \""
                        + schema
                        + "\", so nothing says where a table of it goes on the way back. Give each"
                        + " a schema of its own, or write none."));
    sharedDestination(source)
        .ifPresent(
            schema ->
                report.problem(
                    PlanError.BAD_VALUE,
                    path + ".way-back",
                    "Another source moves into schema \""
                        + schema
                        + "\" too, so nothing says whose its tables are on the way back. Give"
                        + " each source schemas of its own, or write none."));
  }

  /** A schema of the target that this source shares with another one. */
  private Optional<String> sharedDestination(Source source) {
    Set<String> others = new HashSet<>();
    migration.sources().stream()
        .filter(other -> !other.name().equals(source.name()))
        .forEach(other -> others.addAll(destinations(other)));
    return destinations(source).stream().filter(others::contains).sorted().findFirst();
  }

  private static Set<String> destinations(Source source) {
    Set<String> schemas = new HashSet<>();
    for (SchemaMapping mapping : source.schemas()) {
      schemas.add(mapping.to());
      schemas.addAll(mapping.tables().values());
    }
    return schemas;
  }

  private void checkSchemas(String path, Source source) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < source.schemas().size(); i++) {
      String from = source.schemas().get(i).from();
      if (source.kind() == SourceKind.POSTGRESQL && OWN_SCHEMAS.contains(from)) {
        report.problem(
            PlanError.BAD_NAME,
            path + ".schemas[" + i + "].from",
            "\"" + from + "\" is Tributary's own schema in each database; it cannot move.");
      }
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
