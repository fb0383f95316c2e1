package io.tributary.cdc.preflight.targetchecks;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.cdc.preflight.check.CatalogCheck;
import io.tributary.common.ddl.DdlProblem;
import io.tributary.common.ddl.DdlScript;
import io.tributary.common.ddl.DdlTarget;
import io.tributary.common.ddl.DdlTrial;
import io.tributary.common.error.TributaryException;
import io.tributary.common.observed.PreflightCheck;
import io.tributary.common.observed.PreflightCode;
import io.tributary.common.plan.PreparedSchema;
import io.tributary.common.plan.TargetSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What PostgreSQL says to the DDL files of schemas that nothing moves into, one after the other in
 * a transaction that is rolled back, as they are run when the target is prepared.
 */
final class PreparedFileCheck implements CatalogCheck<TargetReading> {
  private static final String STATE_EXISTS =
      "SELECT to_regclass('tributary.preparation') IS NOT NULL";
  private static final String MADE =
      "SELECT EXISTS (SELECT FROM tributary.preparation WHERE migration = ? AND item ="
          + " 'schema.prepared')";

  @Override
  public PreflightCode code() {
    return PreflightCode.PREPARED_SCHEMA;
  }

  @Override
  public List<PreflightCheck> look(TargetReading target) {
    TreeMap<String, TargetSchema> prepared = new TreeMap<>(target.migration().target().schemas());
    prepared.values().removeIf(schema -> schema.prepare() == null);
    if (prepared.isEmpty()) {
      return List.of();
    }
    if (target.query().holds(STATE_EXISTS)
        && target.query().holds(MADE, target.migration().name())) {
      return List.of(passed("Schemas that nothing moves into are made: " + names(prepared) + "."));
    }
    try {
      return target.undone(ddl -> tried(target, prepared, ddl));
    } catch (TributaryException e) {
      return List.of(
          code()
              .failed(
                  TargetReading.SUBJECT,
                  "The DDL files of prepared schemas could not be tried: " + e.getMessage(),
                  "Correct what the message names."));
    }
  }

  /** Until one is refused: the transaction cannot go on then. */
  private List<PreflightCheck> tried(
      TargetReading target, TreeMap<String, TargetSchema> prepared, DdlTarget ddl) {
    List<PreflightCheck> found = new ArrayList<>();
    for (Map.Entry<String, TargetSchema> schema : prepared.entrySet()) {
      PreparedSchema prepare = schema.getValue().prepare();
      String file = prepare == null ? null : prepare.ddlFile();
      String extensions = target.migration().target().extensionsSchema();
      List<PreflightCheck> failed =
          file == null ? List.of() : tried(schema.getKey(), file, extensions, ddl);
      found.addAll(failed);
      if (!failed.isEmpty()) {
        return found;
      }
    }
    return List.of(
        passed(
            "Schemas that nothing moves into are made and closed until the cutover: "
                + names(prepared)
                + "."));
  }

  private List<PreflightCheck> tried(String schema, String file, String extensions, DdlTarget ddl) {
    try {
      DdlScript script = DdlScript.of(ServiceGrants.configured().ddl(file), schema);
      List<PreflightCheck> failed = new ArrayList<>();
      for (DdlProblem problem : DdlTrial.at(ddl, script, schema, extensions).problems()) {
        failed.add(
            failed(
                "The DDL file %s of schema %s, %s.".formatted(file, schema, problem.display()),
                "Correct the DDL file."));
      }
      return failed;
    } catch (IOException e) {
      return List.of(
          failed(
              "The DDL file %s of schema %s cannot be read on the machine of cdc-service."
                  .formatted(file, schema),
              "Put it there, correct its path, or say prepare: true for an empty schema."));
    }
  }

  private PreflightCheck failed(String finding, String fix) {
    return code().failed(TargetReading.SUBJECT, finding, fix);
  }

  private PreflightCheck passed(String finding) {
    return code().passed(TargetReading.SUBJECT, finding);
  }

  private static String names(TreeMap<String, TargetSchema> schemas) {
    return String.join(", ", schemas.keySet());
  }
}
