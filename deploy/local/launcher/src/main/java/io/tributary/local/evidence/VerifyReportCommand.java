package io.tributary.local.evidence;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.evidence.CanonicalJson;
import io.tributary.common.evidence.SignedReport;
import io.tributary.common.grant.Grants;
import io.tributary.common.plan.Migration;
import io.tributary.common.secret.SecretReader;
import io.tributary.local.console.TamedText;
import io.tributary.local.plan.MigrationOnDisk;
import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * Checks a report. Exit status 1 when it is not borne out, 2 when a file cannot be read or is no
 * report.
 */
@Command(
    name = "verify-report",
    description =
        "Checks the signature of a report of a cutover or rollback and, with a migration file,"
            + " counts and digests the rows of its tables again at both sides. Nothing is changed. Status 1:"
            + " the report is not signed, its signature does not fit, or a side that should be at"
            + " rest has other rows or cannot be read. Status 2: it is no report.",
    mixinStandardHelpOptions = true)
public final class VerifyReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The report, as the API or a file has it.")
  private Path file;

  @Option(
      names = "--public-key",
      paramLabel = "FILE",
      description = "A public key (PEM) whose private one must have signed it.")
  private @Nullable Path publicKey;

  @Option(
      names = "--migration",
      paramLabel = "FILE",
      description = "The migration file; its databases are asked for their rows now.")
  private @Nullable Path migration;

  private final Grants grants;

  /** The command of users: grants what a stack would that is started here. */
  public VerifyReportCommand() {
    this(EmbeddedGrants.here(new StackOptions().layout()).grants());
  }

  /** The command with other grants. */
  VerifyReportCommand(Grants grants) {
    this.grants = grants;
  }

  @Override
  public Integer call() {
    try {
      SignedReport signed = SignedReport.read(text(file));
      JsonNode report = CanonicalJson.read(signed.report());
      say(title(report));
      boolean borneOut = signature(signed);
      if (migration != null) {
        borneOut &= rows(report, MigrationOnDisk.read(migration));
      }
      return borneOut ? ExitCode.OK : ExitCode.SOFTWARE;
    } catch (UncheckedIOException | IllegalArgumentException e) {
      say(file + " is no report: " + e.getMessage());
    } catch (StartFailure e) {
      say(String.valueOf(e.getMessage()));
    }
    return ExitCode.USAGE;
  }

  /** A report that somebody has made up may have anything in it; a terminal is not to obey it. */
  private void say(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(TamedText.line(line));
    out.flush();
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new StartFailure(path + " cannot be read: " + e, e);
    }
  }

  private static String title(JsonNode report) {
    return "Report of %s %s of migration %s, which ended at %s."
        .formatted(
            report.at("/change/direction").asText(),
            report.at("/change/id").asText(),
            report.path("migration").asText(),
            report.at("/change/endedAt").asText());
  }

  private boolean signature(SignedReport signed) {
    if (signed.signature().isEmpty()) {
      say("It is NOT SIGNED: anybody may have written it.");
      return false;
    }
    if (!signed.intact()) {
      say("Its signature DOES NOT FIT: it was changed after it was signed.");
      return false;
    }
    String key = signed.signature().get().publicKey();
    if (publicKey == null) {
      say("Its signature fits: nobody has changed it since it was signed.");
      say("It was signed by whoever has the private key of this public one:");
      say("  " + key);
      say("Compare that with one that you know, or name that with --public-key.");
      return true;
    }
    if (!signed.signature().get().isBy(text(publicKey))) {
      say("Its signature fits, and is BY ANOTHER KEY than that in " + publicKey + ":");
      say("  " + key);
      return false;
    }
    say("Its signature fits, and is by the key in " + publicKey + ".");
    return true;
  }

  private boolean rows(JsonNode report, Migration plan) {
    if (!plan.name().equals(report.path("migration").asText())) {
      say(migration + " is of another migration, " + plan.name() + ".");
      return false;
    }
    List<ReportedTable> tables = ReportedTable.of(report);
    say("");
    say(
        "Rows now, by their digest where the report has one that can be taken again; else by count.");
    int failed = 0;
    try (ReportRecount recount = new ReportRecount(plan, new SecretReader(grants))) {
      for (ReportedTable table : tables) {
        SideRecount closed = recount.of(table, table.closed(), true);
        SideRecount opened = recount.of(table, table.opened(), false);
        say("  " + table.source() + ": " + table.closed().table());
        say("    closed then, " + table.closed().table() + ": " + closed.text());
        say("    opened then, " + table.opened().table() + ": " + opened.text());
        failed += closed.fails() || opened.fails() ? 1 : 0;
      }
    }
    say(
        failed == 0
            ? "Nothing speaks against the report, in %d tables.".formatted(tables.size())
            : "%d of %d tables DO NOT BEAR THE REPORT OUT.".formatted(failed, tables.size()));
    return failed == 0;
  }
}
