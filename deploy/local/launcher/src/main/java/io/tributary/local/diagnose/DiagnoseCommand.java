package io.tributary.local.diagnose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.local.client.ApiOptions;
import io.tributary.local.client.CommandFailure;
import io.tributary.local.client.ExitStatus;
import io.tributary.local.client.OrchestratorApi;
import io.tributary.local.stack.StackLayout;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts together what somebody needs who is asked for help. */
@Command(
    name = "diagnose",
    description =
        "Makes a file to ask somebody with: status, history, plan, last reports, metrics, logs,"
            + " versions and settings, without secrets and values of rows. Works also while the"
            + " services are down, and says what was missing.",
    mixinStandardHelpOptions = true)
public final class DiagnoseCommand implements Callable<Integer> {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  @Mixin private ApiOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The migration.")
  private String name;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "Where no file may be yet (default: diagnose-NAME-TIME.zip).")
  private Path file;

  private final Map<String, String> environment;
  private final Clock clock;

  /** The command of users. */
  public DiagnoseCommand() {
    this(System.getenv(), Clock.systemUTC());
  }

  /** The command with another environment and clock. */
  DiagnoseCommand(Map<String, String> environment, Clock clock) {
    this.environment = environment;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    Instant now = clock.instant();
    StackLayout layout = options.layout();
    HomeParts home = new HomeParts(layout, environment);
    CollectedParts parts = new CollectedParts();
    JsonNode plan = MissingNode.getInstance();
    Set<String> names = new HashSet<>(Set.of(name));
    Optional<ServiceParts> services = services(home, parts);
    if (services.isPresent()) {
      services.get().into(parts);
      plan = found(services.get()::plan);
      names.addAll(KnownNames.in(plan));
      names.addAll(KnownNames.in(found(services.get()::status)));
    }
    home.into(parts);
    MaskedText text =
        new MaskedText(
            KnownSecrets.in(environment, layout, plan), names, DocumentedWords.of(layout.root()));
    Path made =
        file == null
            ? Path.of(
                "diagnose-%s-%s.zip"
                    .formatted(name.replaceAll("[^A-Za-z0-9-]", "_"), STAMP.format(now)))
            : file;
    write(new DiagnoseBundle(name, now, text), made, parts);
    told(made, parts.missing());
    return 0;
  }

  private Optional<ServiceParts> services(HomeParts home, CollectedParts parts) {
    try {
      OrchestratorApi api = options.open();
      return Optional.of(new ServiceParts(api, name, home.listening()));
    } catch (CommandFailure e) {
      parts.missing("everything that the services know", String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  /** What answers a document, or does not. */
  private interface Asked {
    JsonNode answer();
  }

  private static JsonNode found(Asked asked) {
    try {
      return asked.answer();
    } catch (CommandFailure e) {
      // Said already, of the part that it would have been.
      return MissingNode.getInstance();
    }
  }

  private void write(DiagnoseBundle bundle, Path made, CollectedParts parts) {
    try {
      bundle.write(made, parts.parts(), parts.missing());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.REFUSED,
          made + " cannot be written: " + e,
          "./tributary diagnose " + name + " --to ANOTHER");
    }
  }

  private void told(Path made, List<String> missing) {
    PrintWriter out = spec.commandLine().getOut();
    out.println("The bundle is in " + made + ".");
    missing.forEach(what -> out.println("  missing: " + what));
    out.println("Next: look through it, and give it to whom you ask.");
    out.flush();
  }
}
