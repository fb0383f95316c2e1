package io.tributary.checks.targetschema;

import io.tributary.common.ddl.DdlScript;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.ddl.DdlTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.TargetSchema;
import io.tributary.common.sql.Sql;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The DDL files of schemas that nothing moves into, in the order in which they are run.
 *
 * @param migration whose schemas
 * @param scripts those that could be read, by their schema
 * @param failed why others could not
 */
public record PreparedFiles(
    Migration migration, Map<String, DdlScript> scripts, List<PreflightCheck> failed) {
  private static final String SUBJECT = "target";
  private static final String STATE_EXISTS =
      "SELECT to_regclass('tributary.preparation') IS NOT NULL";
  private static final String MADE =
      "SELECT item FROM tributary.preparation WHERE migration = %s AND item = 'schema.prepared'";

  /** The schemas that nothing moves into, each with its DDL file if it has one. */
  public static Map<String, Optional<String>> named(Migration migration) {
    Map<String, Optional<String>> files = new TreeMap<>();
    for (Map.Entry<String, TargetSchema> schema : migration.target().schemas().entrySet()) {
      @Nullable PreparedSchema prepare = schema.getValue().prepare();
      if (prepare != null) {
        files.put(schema.getKey(), Optional.ofNullable(prepare.ddlFile()));
      }
    }
    return files;
  }

  /** Reads them. */
  public static PreparedFiles read(Migration migration, Grants grants) {
    Map<String, DdlScript> scripts = new TreeMap<>();
    List<PreflightCheck> failed = new ArrayList<>();
    named(migration)
        .forEach(
            (schema, named) ->
                named.ifPresent(
                    file -> {
                      try {
                        scripts.put(schema, DdlScript.of(grants.ddl(file), schema));
                      } catch (IOException e) {
                        failed.add(unreadable(schema, file));
                      } catch (TributaryException e) {
                        failed.add(failed(e.report().message(), "Correct what it names."));
                      }
                    }));
    return new PreparedFiles(migration, scripts, failed);
  }

  /**
   * Tries them one after the other, as they are run when the target is prepared, so that a file may
   * refer to what an earlier one makes; until one is refused, because the transaction cannot go on
   * then.
   *
   * @param target a transaction to be rolled back afterwards, whatever happens
   */
  public PreparedTrial tried(DdlTarget target) {
    if (isMade(target)) {
      return new PreparedTrial(Map.of(), List.of(), true);
    }
    Map<String, List<String>> tables = new TreeMap<>();
    List<PreflightCheck> found = new ArrayList<>(failed);
    for (Map.Entry<String, DdlScript> script : scripts.entrySet()) {
      String schema = script.getKey();
      DdlTrial trial =
          DdlTrial.at(target, script.getValue(), schema, migration.target().extensionsSchema());
      trial.problems().forEach(problem -> found.add(refused(schema, problem.display())));
      if (!found.isEmpty()) {
        break;
      }
      tables.put(
          schema, trial.columns().stream().map(c -> c.table().display()).distinct().toList());
    }
    return new PreparedTrial(tables, found, false);
  }

  private boolean isMade(DdlTarget target) {
    return target.texts(STATE_EXISTS).contains("t")
        && !target.texts(MADE.formatted(Sql.literal(migration.name()))).isEmpty();
  }

  private PreflightCheck refused(String schema, String problem) {
    String file = named(migration).getOrDefault(schema, Optional.empty()).orElse("");
    return failed(
        "The DDL file %s of schema %s, %s.".formatted(file, schema, problem),
        "Correct the DDL file.");
  }

  private static PreflightCheck unreadable(String schema, String file) {
    return failed(
        "The DDL file %s of schema %s cannot be read.".formatted(file, schema),
        "Put it on the machine of cdc-service, correct its path, or say prepare: true for an empty"
            + " schema.");
  }

  private static PreflightCheck failed(String finding, String fix) {
    return PreflightCode.PREPARED_SCHEMA.failed(SUBJECT, finding, fix);
  }
}
