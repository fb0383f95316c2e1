package io.tributary.cdc.pooler;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why a pooler cannot be led. */
public enum PoolerError implements ErrorCode {
  UNREACHABLE(
      ErrorFact.passing(
          "TRB-POOLER-UNREACHABLE",
          ErrorType.EXTERNAL,
          "The admin console of a pooler does not answer, or broke off.",
          "Check that the pooler runs, and host and port of admin under the source's pooler.")),
  LOGIN(
      ErrorFact.passing(
          "TRB-POOLER-LOGIN",
          ErrorType.USER,
          "The pooler refused the login to its admin console.",
          "Check user and password of admin under the source's pooler; the user has to be among admin_users, and where passwords are asked for, in auth_file.")),
  NOT_ADMIN(
      ErrorFact.passing(
          "TRB-POOLER-NOT-ADMIN",
          ErrorType.USER,
          "The user of the admin console may look, but neither pause nor reload.",
          "Add the user to admin_users of the pooler's configuration, not to stats_users, and reload it.")),
  DATABASE(
      ErrorFact.passing(
          "TRB-POOLER-DATABASE",
          ErrorType.USER,
          "The pooler has no database of a name that the migration file gives.",
          "Correct the name under databases of the source's pooler, or add the entry to the file that the pooler includes and reload it.")),
  FILE(
      ErrorFact.passing(
          "TRB-POOLER-FILE",
          ErrorType.USER,
          "The file with the entries of a pooler cannot be read or replaced.",
          "Create it, and let the user of cdc-service write it and its directory, on the machine of cdc-service.")),
  ENTRY(
      ErrorFact.passing(
          "TRB-POOLER-ENTRY",
          ErrorType.USER,
          "The file that a pooler includes has no entry of a database that can be led to another server.",
          "Move the entry's line from the pooler's own configuration into the file, with user=, since clients that are connected cannot change their user otherwise.")),
  NOT_INCLUDED(
      ErrorFact.passing(
          "TRB-POOLER-NOT-INCLUDED",
          ErrorType.USER,
          "The pooler does not follow the file: after a reload it still has other entries.",
          "Write %include with the file's path into the pooler's configuration, behind [databases] and any other entry of the name, let the pooler's user read the file, and see the pooler's log.")),
  PAUSE_LIMIT(
      ErrorFact.passing(
          "TRB-POOLER-PAUSE-LIMIT",
          ErrorType.EXTERNAL,
          "Transactions of clients did not end in time, so the pooler could not hold them; nobody waits any more.",
          "End long transactions before the cutover, or raise cutover.time-limit-millis. A pooler that pools sessions waits until its clients leave.")),
  HOLD_LIMIT(
      ErrorFact.passing(
          "TRB-POOLER-HOLD-LIMIT",
          ErrorType.EXTERNAL,
          "Clients of a pooler were let go because the time limit was over, before the other side was open.",
          "Nothing at once: the cutover is undone, or goes on where its target is being opened. See what its status says.")),
  REFUSED(
      ErrorFact.passing(
          "TRB-POOLER-REFUSED",
          ErrorType.EXTERNAL,
          "The pooler refused a command for a reason that has no code of its own.",
          "Read the pooler's answer in the message and mend what it names.")),
  NOT_ACTIVE(
      ErrorFact.passing(
          "TRB-POOLER-NOT-ACTIVE",
          ErrorType.EXTERNAL,
          "The broker does not confirm that this instance of cdc-service is the active one, so it leads no pooler.",
          "Nothing if another instance is active: that one does it. Otherwise see that the service reaches the broker."));

  private final ErrorFact fact;

  PoolerError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
