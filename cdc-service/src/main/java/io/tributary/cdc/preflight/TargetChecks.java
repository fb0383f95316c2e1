package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All checks of the target, in the order in which they are shown. */
final class TargetChecks {
  private final List<TargetCheck> checks =
      List.of(
          new TargetVersionCheck(),
          new TargetPrimaryCheck(),
          new TargetEncodingCheck(),
          new TargetCreateCheck(),
          RoleAttributeCheck.CREATEDB,
          RoleAttributeCheck.CREATEROLE,
          new TargetRoleCheck(),
          new TargetReplicaRoleCheck(),
          new TargetExtensionCheck(),
          new TargetExtensionSchemaCheck(),
          new TargetGranteeCheck(),
          new TargetPolicyRoleCheck(),
          new TargetRowSecurityCheck(),
          new TargetNotEmptyCheck(),
          new TargetLocksCheck(),
          new TargetSpaceCheck(TargetSpaceCheck::onThisMachine));

  /** Every outcome; a check that cannot be made counts as failed. */
  List<PreflightCheck> look(TargetReading target) {
    List<PreflightCheck> found = new ArrayList<>();
    for (TargetCheck check : checks) {
      try {
        found.addAll(check.look(target));
      } catch (SQLException e) {
        found.add(
            check
                .code()
                .failed(
                    TargetReading.SUBJECT,
                    "This could not be looked at: " + e.getMessage(),
                    "Give role " + target.user() + " the right that the message names."));
      }
    }
    return found;
  }
}
