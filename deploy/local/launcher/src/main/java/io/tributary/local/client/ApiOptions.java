package io.tributary.local.client;

import io.tributary.common.tls.HttpAddress;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * Where the orchestrator is, and with which token it is asked: by options, else by the environment,
 * else by what {@code up} left in the home.
 */
public final class ApiOptions {
  /** Variable with the address. */
  public static final String ADDRESS = "TRIBUTARY_API";

  /** Variable with a file that has the token. */
  public static final String TOKEN_FILE = "TRIBUTARY_TOKEN_FILE";

  private static final URI USUAL = URI.create("http://127.0.0.1:8080");

  private final Map<String, String> environment;

  @Option(
      names = "--api",
      paramLabel = "URL",
      description =
          "The orchestrator (default: $TRIBUTARY_API, else the one that `./tributary up` started in"
              + " the home, else http://127.0.0.1:8080).")
  private URI api;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file with the token (default: $TRIBUTARY_TOKEN_FILE, else api.token of the home).")
  private Path tokenFile;

  @Option(
      names = "--home",
      paramLabel = "DIRECTORY",
      description =
          "The home of `./tributary up` (default: $TRIBUTARY_HOME, else .tributary in the"
              + " checkout).")
  private Path home;

  @Option(
      names = "--unencrypted",
      description =
          "Send the token by plain HTTP to another machine too: whoever is on the way can read and"
              + " use it.")
  private boolean unencrypted;

  /** Of this process. */
  public ApiOptions() {
    this(System.getenv());
  }

  /** With another environment. */
  ApiOptions(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The API that is meant.
   *
   * @throws CommandFailure when there is no token, what is given is no address, or the token would
   *     go to another machine in plain text
   */
  public OrchestratorApi open() {
    URI found = address();
    requireKeptSecret(found);
    return new OrchestratorApi(found, token());
  }

  private void requireKeptSecret(URI found) {
    if (!unencrypted && new HttpAddress(found).readableOnTheWay()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          found
              + " is on another machine and would be asked by plain HTTP, with the token readable"
              + " on the way; nothing was sent. Give the orchestrator a certificate"
              + " (docs/security.md, HTTPS), or go there through a tunnel.",
          "./tributary list --api https://" + found.getHost() + ":8443");
    }
  }

  private URI address() {
    URI found =
        Optional.ofNullable(api)
            .or(() -> variable(ADDRESS).map(URI::create))
            .or(this::leftByUp)
            .orElse(USUAL);
    if (HttpAddress.of(found).isEmpty()) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          found + " is no address of an orchestrator; one looks like " + USUAL + ".",
          "./tributary list --api " + USUAL);
    }
    return found;
  }

  private Optional<URI> leftByUp() {
    Path file = layout().apiAddress();
    try {
      return Files.exists(file)
          ? Optional.of(URI.create(Files.readString(file).strip()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String token() {
    Path file =
        Optional.ofNullable(tokenFile)
            .or(() -> variable(TOKEN_FILE).map(Path::of))
            .orElse(layout().apiToken());
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.USAGE,
          "The token for the API cannot be read from "
              + file
              + ". `./tributary up` makes it for the user who starts it; name another file with"
              + " --token-file or $"
              + TOKEN_FILE
              + ".",
          "./tributary up");
    }
  }

  /** The home that is meant, and the checkout. */
  public StackLayout layout() {
    StackLayout usual = new StackOptions().layout();
    return home == null ? usual : new StackLayout(usual.root(), home);
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
