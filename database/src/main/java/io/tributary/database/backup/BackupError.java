package io.tributary.database.backup;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why backups of a target's schemas cannot be tried, or cannot be restored. */
public enum BackupError implements ErrorCode {
  NOT_RESTORABLE(
      ErrorFact.lasting(
          "TRB-BACKUP-NOT-RESTORABLE",
          ErrorType.USER,
          "A schema of the target cannot be dumped by its role, or not be restored from that dump.",
          "Mend what pg_dump or pg_restore says, such as a right that the role lacks or a CHECK that looks at another table; then type `./tributary backup-check FILE`, or `./tributary rehearse NAME`.")),
  PROGRAM(
      ErrorFact.passing(
          "TRB-BACKUP-PROGRAM",
          ErrorType.RESOURCE,
          "The programs pg_dump or pg_restore could not be run, or their files not be kept.",
          "Install PostgreSQL's client programs of the target's version where cdc-service runs, or set tributary.schema.pg-bin-directory (of the command: --programs) to where they are; see that the temporary directory has room.")),
  DATABASE(
      ErrorFact.passing(
          "TRB-BACKUP-DATABASE",
          ErrorType.EXTERNAL,
          "The target could not be read, or no scratch database be made there, while backups were tried.",
          "See what the server said: Tributary's role at the target needs CREATEDB, and the server room for everything once more.")),
  BUSY(
      ErrorFact.passing(
          "TRB-BACKUP-BUSY",
          ErrorType.EXTERNAL,
          "Backups of the target are being tried by somebody else.",
          "Wait until that has ended; it is a session of the target's server with the application name tributary-backup-check."));

  private final ErrorFact fact;

  BackupError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
