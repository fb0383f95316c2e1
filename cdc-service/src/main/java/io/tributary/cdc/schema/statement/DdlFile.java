package io.tributary.cdc.schema.statement;

import io.tributary.access.grant.ServiceGrants;
import io.tributary.checks.existing.ConnectionDdl;
import io.tributary.common.ddl.DdlProblem;
import io.tributary.common.ddl.DdlRun;
import io.tributary.common.ddl.DdlScript;
import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.TributaryException;
import io.tributary.database.DatabaseSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The operator's DDL for a schema of the target.
 *
 * @param path where it is, on the machine of cdc-service
 * @param schema the schema that its objects go to
 * @param whose for messages, such as {@code source agents}
 * @param unusable the error when it cannot be used
 */
public record DdlFile(Path path, String schema, String whose, ErrorCode unusable) {

  /**
   * Its statements for the schema.
   *
   * @throws TributaryException when it cannot be read, or migration files may not name it
   */
  public DdlScript script() {
    try {
      return DdlScript.of(ServiceGrants.configured().ddl(path.toString()), schema);
    } catch (IOException e) {
      throw failure("it cannot be read on the machine of cdc-service (" + e + ")", e);
    }
  }

  /**
   * Runs all its statements in the session's open transaction.
   *
   * @param extensions where the target's extensions are
   */
  public void run(DatabaseSession target, String extensions) {
    List<DdlProblem> problems =
        new DdlRun(ConnectionDdl.of(target), List.of(schema, extensions)).all(script());
    if (!problems.isEmpty()) {
      throw failure(
          problems.stream().map(DdlProblem::display).collect(Collectors.joining("; ")), null);
    }
  }

  private TributaryException failure(String why, @Nullable Exception cause) {
    return new TributaryException(
        unusable,
        "The DDL file %s of %s cannot be used: %s. Correct it; it is tried again."
            .formatted(path, whose, why),
        Map.of("of", whose, "file", path.toString()),
        cause);
  }
}
