package io.tributary.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The exit statuses of docs/commands.md, for every command that there is. Status 4, a change of
 * sides that was undone, needs one: {@code OrderGoalTest} and {@code CommandLineIT} have it.
 */
class ExitStatusTest {
  private static final int REFUSED = 1;
  private static final int USAGE = 2;
  private static final int LOST = 3;

  /** What is typed behind each command that asks the orchestrator. */
  private static final Map<String, List<String>> ASKING =
      Map.ofEntries(
          Map.entry("list", List.of()),
          Map.entry("status", List.of("shop")),
          Map.entry("tables", List.of("shop")),
          Map.entry("differences", List.of("shop")),
          Map.entry("quarantine", List.of("shop")),
          Map.entry("dead-letters", List.of("shop")),
          Map.entry("history", List.of("shop")),
          Map.entry("report", List.of("shop")),
          Map.entry("check", List.of("shop")),
          Map.entry("start", List.of("shop")),
          Map.entry("pause", List.of("shop")),
          Map.entry("resume", List.of("shop")),
          Map.entry("rehearse", List.of("shop")),
          Map.entry("cutover", List.of("shop", "--yes")),
          Map.entry("rollback", List.of("shop", "--yes")),
          Map.entry("abort", List.of("shop", "--yes")),
          Map.entry("complete", List.of("shop", "--yes")),
          Map.entry("replay", List.of("shop")),
          Map.entry("repair", List.of("shop", "--source", "a")),
          Map.entry("restart", List.of("shop", "--source", "a", "--yes")),
          Map.entry("add-tables", List.of("shop", "--source", "a", "--table", "public.t")));

  /** What is typed behind each command of this machine alone, so that it is refused. */
  private static final Map<String, List<String>> LOCAL =
      Map.of(
          "plan", List.of("/nowhere/none.yaml"),
          "grants", List.of("/nowhere/none.yaml"),
          "backup-check", List.of("/nowhere/none.yaml"),
          "release", List.of("/nowhere/none.db"));

  /**
   * Commands that start something, ask at a terminal, or work whoever answers; and {@code
   * verify-report}, whose statuses are its own (docs/evidence.md).
   */
  private static final Set<String> OTHERS =
      Set.of("up", "demo", "init", "completion", "diagnose", "help", "verify-report");

  @TempDir Path home;
  private Path token;
  private HttpServer server;

  @BeforeEach
  void listen() throws Exception {
    token = Files.writeString(home.resolve("token"), "token");
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body =
              "{\"code\": \"TRB-ORDER-ILLEGAL\", \"detail\": \"Not now.\"}".getBytes(UTF_8);
          exchange.sendResponseHeaders(409, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void everyCommandIsHere() {
    Set<String> all = new TreeSet<>(ASKING.keySet());
    all.addAll(LOCAL.keySet());
    all.addAll(OTHERS);

    assertThat(all).containsAll(Launcher.commandLine().getSubcommands().keySet());
  }

  @Test
  void aCommandThatIsNotUnderstoodEndsWithTwo() {
    assertThat(run("nonsense").status()).isEqualTo(USAGE);
    Set<String> commands = new TreeSet<>(Launcher.commandLine().getSubcommands().keySet());
    // Of picocli; it shows the help whatever is typed behind it.
    commands.remove("help");
    for (String command : commands) {
      Run run = run(command, "--no-such-option");
      assertThat(run.status()).as(command + run.text()).isEqualTo(USAGE);
      assertThat(run.text()).as(command).contains("Usage: tributary " + command);
    }
  }

  @Test
  void aCommandWithoutATokenEndsWithTwo() {
    ASKING.forEach(
        (command, arguments) -> {
          Run run =
              asked(
                  command,
                  arguments,
                  "--token-file",
                  home.resolve("none").toString(),
                  "--api",
                  address());
          assertThat(run.status()).as(command + run.text()).isEqualTo(USAGE);
          assertThat(run.text()).as(command).contains("Next: ./tributary");
        });
  }

  @Test
  void aCommandThatNobodyAnswersEndsWithThree() {
    ASKING.forEach(
        (command, arguments) -> {
          Run run =
              asked(
                  command,
                  arguments,
                  "--token-file",
                  token.toString(),
                  "--api",
                  "http://127.0.0.1:1");
          assertThat(run.status()).as(command + run.text()).isEqualTo(LOST);
          assertThat(run.text()).as(command).contains("does not answer", "Next: ./tributary");
        });
  }

  @Test
  void aCommandThatIsRefusedEndsWithOneAndTheNextToType() {
    ASKING.forEach(
        (command, arguments) -> {
          Run run = asked(command, arguments, "--token-file", token.toString(), "--api", address());
          assertThat(run.status()).as(command + run.text()).isEqualTo(REFUSED);
          assertThat(run.text()).as(command).contains("Not now.", "Next: ./tributary");
        });
    LOCAL.forEach(
        (command, arguments) -> {
          Run run = asked(command, arguments);
          assertThat(run.status()).as(command + run.text()).isEqualTo(REFUSED);
          assertThat(run.text()).as(command).contains("/nowhere/none");
        });
  }

  @Test
  void helpEndsWithZero() {
    for (String command : Launcher.commandLine().getSubcommands().keySet()) {
      assertThat(run("help", command).status()).as(command).isZero();
      assertThat(run(command, "--help").status()).as(command).isZero();
    }
  }

  private String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static Run asked(String command, List<String> arguments, String... further) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(arguments);
    line.addAll(Arrays.asList(further));
    return run(line.toArray(String[]::new));
  }

  private record Run(int status, String text) {}

  private static Run run(String... line) {
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed, true);
    CommandLine command = Launcher.commandLine().setOut(out).setErr(out);
    int status = command.execute(Stream.of(line).toArray(String[]::new));
    return new Run(status, printed.toString());
  }
}
