package io.tributary.cdc.preflight;

import io.tributary.common.observed.PreflightCheck;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** All checks of a source, in the order in which they are shown. */
final class SourceChecks {
  private final List<SourceCheck> checks;

  SourceChecks(PreflightSettings settings) {
    this.checks =
        List.of(
            new SourceVersionCheck(),
            new SourcePrimaryCheck(),
            new SourceEncodingCheck(),
            new WalLevelCheck(),
            ReplicationRoomCheck.SLOTS,
            ReplicationRoomCheck.SENDERS,
            new WalKeepSizeCheck(),
            new ReplicationRightCheck(),
            new SourceCreateCheck(),
            new SchemaMissingCheck(),
            new TableUnknownCheck(),
            new TableRightsCheck(),
            new RowSecurityCheck(),
            new UnloggedCheck(),
            new ReplicaIdentityCheck(),
            new ColumnCaseCheck(),
            new PartitionsCheck(),
            new SubscriptionCheck(),
            new LargeObjectsCheck(),
            new ForeignTablesCheck(),
            new CatalogColumnsCheck(),
            new OutsideCheck(),
            new NamesInTextCheck(),
            new LeftBehindCheck(),
            new SourceLocksCheck(),
            new LongTransactionsCheck(settings.longTransactionSeconds()),
            new PreparedTransactionsCheck(),
            new TerminateRightCheck());
  }

  /** Every outcome; a check that cannot be made counts as failed. */
  List<PreflightCheck> look(SourceReading source) {
    List<PreflightCheck> found = new ArrayList<>();
    for (SourceCheck check : checks) {
      try {
        found.addAll(check.look(source));
      } catch (SQLException e) {
        found.add(
            check
                .code()
                .failed(
                    source.subject(),
                    "This could not be looked at: " + e.getMessage(),
                    "Give role " + source.user() + " the right that the message names."));
      }
    }
    return found;
  }
}
