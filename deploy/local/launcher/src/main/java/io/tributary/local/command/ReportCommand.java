package io.tributary.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.OrchestratorApi;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fetches the report of a cutover or rollback. */
@Command(
    name = "report",
    description =
        "Fetches the signed report of a migration's last cutover or rollback, or of another one, as"
            + " JSON or as a page to print.",
    mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
  @Mixin private ApiOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The migration.")
  private String name;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Of this cutover or rollback (default: the last one).")
  private String id;

  @Option(names = "--page", description = "A page to print (HTML) instead of JSON.")
  private boolean page;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Write it there, where no file may be yet (default: standard output).")
  private Path file;

  @Override
  public Integer call() {
    OrchestratorApi api = options.open();
    String report =
        api.text(
            name,
            "evidence/" + (id == null ? latest(api) : id),
            page ? "text/html" : "application/json");
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      out.println(report);
    } else {
      write(report);
      out.println("The report is in " + file + ".");
      out.println(
          "Next: " + (page ? "print it from a browser" : "./tributary verify-report " + file));
    }
    out.flush();
    return 0;
  }

  private String latest(OrchestratorApi api) {
    JsonNode reports = api.below(name, "evidence");
    if (reports.isEmpty()) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          "There is no report of " + name + " yet: one is made by each cutover and rollback.",
          "./tributary status " + name);
    }
    return reports.path(reports.size() - 1).path("cutoverId").asText();
  }

  private void write(String report) {
    try {
      Files.writeString(file, report, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          file + " cannot be written: " + e,
          "./tributary report " + name + " --to ANOTHER");
    }
  }
}
