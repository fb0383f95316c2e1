package io.tributary.local;

/** All commands on one screen, by what somebody wants to do. */
final class CommandOverview {
  /** Held in step with the commands, and at 24 lines of 80 characters, by a test. */
  static final String TEXT =
      """
      Usage: tributary COMMAND [OPTIONS]        tributary COMMAND --help says more

      Moves live databases into one PostgreSQL, and cuts over without losing a write.

        up, demo                  start it on this machine; see it on sample databases
        init                      make a migration file out of your databases
        plan, grants              what becomes of every table; the rights it needs
        check, start              look into sources and target; copy and follow them
        list, status [-w]         all migrations; one: health, who accepts writes
        tables, differences       the verdict of each table; the rows that differ
        quarantine, dead-letters  rows and changes that were set aside
        replay, repair            try those again; write differing rows again
        restart                   begin one source, or one table, anew
        add-tables                take in tables that are new at a source
        pause, resume             stop applying; go on
        rehearse, cutover         predict the write pause; go to the new database
        rollback                  go back to the old ones
        abort, complete           give up; be done with it
        history, report           who did what; the evidence of a cutover
        verify-report, diagnose   check such evidence; a file to ask somebody with
        backup-check, release     try the target's backups; unlock migrated files
        completion, help          for bash, zsh and fish; help COMMAND

      Exit status: 0 done, 1 refused, 2 usage, 3 no connection, 4 undone
      """;

  private CommandOverview() {}
}
