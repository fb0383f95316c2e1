package io.tributary.cdc.preflight.targetchecks;

import io.tributary.cdc.preflight.check.CheckList;
import io.tributary.cdc.preflight.check.ReplicaRoleCheck;
import java.util.List;

/** All checks of the target, in the order in which they are shown. */
public final class TargetChecks {
  public static final CheckList<TargetReading> ALL =
      new CheckList<>(
          List.of(
              TargetServerChecks.VERSION,
              TargetServerChecks.PRIMARY,
              TargetServerChecks.ENCODING,
              TargetServerChecks.CREATE_RIGHT,
              TargetServerChecks.CREATEDB,
              TargetServerChecks.CREATEROLE,
              new TargetRoleCheck(),
              TargetRoleChecks.DATABASE_CREATE,
              TargetRoleChecks.READERS,
              new ReplicaRoleCheck<>(),
              new TargetExtensionCheck(),
              TargetRoleChecks.EXTENSION_SCHEMAS,
              new LeftOutGrantsCheck(),
              TargetRoleChecks.POLICY_ROLES,
              TargetRoleChecks.ROW_SECURITY,
              TargetRoleChecks.FUNCTIONS,
              new TargetNotEmptyCheck(),
              new TargetNamesCheck(),
              new GivenTablesCheck(),
              new TargetRoleRightsCheck(),
              new PreparedFileCheck(),
              TargetServerChecks.LOCKS,
              new TargetSpaceCheck(TargetSpaceCheck::onThisMachine)));

  private TargetChecks() {}
}
