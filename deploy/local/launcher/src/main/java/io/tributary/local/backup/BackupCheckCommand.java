package io.tributary.local.backup;

import io.tributary.common.error.TributaryException;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.database.backup.BackupCheck;
import io.tributary.database.backup.BackupError;
import io.tributary.database.backup.BackupFindings;
import io.tributary.database.backup.CheckedSchema;
import io.tributary.local.console.TamedText;
import io.tributary.local.plan.MigrationOnDisk;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StartFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a backup of each schema of a target. Exit status 1 when one is not what it should be. */
@Command(
    name = "backup-check",
    description =
        "Dumps each schema of a migration's target with pg_dump as its role, restores all of them"
            + " into a scratch database of the same server, compares rows, values, sequences and"
            + " definitions, and drops that database. The target is only read; its role in the file"
            + " has to be allowed to create databases. Status 1: a schema cannot be dumped or"
            + " restored, or comes back otherwise.",
    mixinStandardHelpOptions = true)
public final class BackupCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The migration file.")
  private Path file;

  @Option(
      names = "--programs",
      paramLabel = "DIRECTORY",
      description =
          "Where pg_dump and pg_restore are; they must not be older than the target's server. By"
              + " default those of this machine's PostgreSQL, which is installed if it is missing.")
  private @Nullable Path programs;

  private final Grants grants;
  private final Supplier<Path> installed;

  /** The command of users: grants what a stack would that is started here. */
  public BackupCheckCommand() {
    this(
        EmbeddedGrants.here(new StackOptions().layout()).grants(),
        () -> new PostgresPrograms(new StackOptions().layout()).any());
  }

  /** The command with other grants and programs. */
  BackupCheckCommand(Grants grants, Supplier<Path> installed) {
    this.grants = grants;
    this.installed = installed;
  }

  @Override
  public Integer call() throws InterruptedException {
    Migration migration = MigrationOnDisk.read(file);
    Path directory = programs == null ? installed.get() : programs;
    BackupCheck check =
        new BackupCheck(
            migration.target(), new SecretReader(grants), Optional.of(directory), this::say);
    try {
      return told(check.run());
    } catch (TributaryException e) {
      if (e.code() == BackupError.NOT_RESTORABLE) {
        say(e.report().message());
        return ExitCode.SOFTWARE;
      }
      throw new StartFailure(e.report().message(), e);
    }
  }

  private int told(BackupFindings found) {
    for (CheckedSchema schema : found.schemas()) {
      say(
          (schema.same()
                  ? "schema %s: restored as it is, %d ms"
                  : "schema %s: DOES NOT COME BACK AS IT IS, %d ms")
              .formatted(schema.schema(), schema.restoreMillis()));
      schema.differences().forEach(difference -> say("  " + difference.line()));
    }
    say(
        "%d ms in all; the scratch database took %d bytes."
            .formatted(found.millis(), found.scratchBytes()));
    say(
        found.same()
            ? "All %d schemas can be restored from backups of their roles."
                .formatted(found.schemas().size())
            : "Do not rely on backups of these schemas before that is mended.");
    return found.same() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Names of a database may have anything in them; a terminal is not to obey them. */
  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    line.lines().forEach(each -> out.println(TamedText.of(each)));
    out.flush();
  }
}
