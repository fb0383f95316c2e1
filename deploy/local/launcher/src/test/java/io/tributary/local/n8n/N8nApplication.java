package io.tributary.local.n8n;

import io.tributary.fixture.BoundedProgram;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An n8n whose database is named in an env file. A script of its operator restarts it; the switch
 * of a migration and the test run the same one.
 */
public final class N8nApplication implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(4);

  private final N8nPackage program;
  private final Path home;
  private final int port;

  /**
   * An application that does not run yet.
   *
   * @param home its directory, which also holds its SQLite file
   * @param port where it will listen
   * @param database the variables of its database
   */
  public N8nApplication(N8nPackage program, Path home, int port, Map<String, String> database)
      throws IOException {
    this.program = program;
    this.home = home;
    this.port = port;
    for (String file : List.of("restart-n8n.sh", "orders.json")) {
      try (InputStream in = N8nApplication.class.getResourceAsStream(file)) {
        Files.copy(in, home.resolve(file));
      }
    }
    Map<String, String> variables = new LinkedHashMap<>(own());
    variables.putAll(database);
    Files.write(
        envFile(),
        variables.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).toList());
    Runtime.getRuntime().addShutdownHook(new Thread(this::end));
  }

  private Map<String, String> own() {
    return Map.of(
        "N8N_USER_FOLDER",
        home.toString(),
        "N8N_PORT",
        String.valueOf(port),
        "N8N_LISTEN_ADDRESS",
        "127.0.0.1",
        "N8N_ENCRYPTION_KEY",
        "only-for-tests-only-for-tests-00",
        "N8N_DIAGNOSTICS_ENABLED",
        "false",
        "N8N_VERSION_NOTIFICATIONS_ENABLED",
        "false",
        "N8N_TEMPLATES_ENABLED",
        "false",
        "N8N_LICENSE_AUTO_RENEW_ENABLED",
        "false");
  }

  /** The file that names its database. */
  public Path envFile() {
    return home.resolve("n8n.env");
  }

  /** Its database while it is on SQLite. */
  public Path sqliteFile() {
    return home.resolve(".n8n/database.sqlite");
  }

  /** The operator's command. */
  public List<String> restart() {
    return List.of(
        "sh",
        home.resolve("restart-n8n.sh").toString(),
        home.toString(),
        program.node().toString(),
        program.start().toString());
  }

  /** Brings in the workflow that answers orders, as its author would by the command line. */
  public N8nApplication withOrders() throws IOException {
    command("import:workflow", "--input=" + home.resolve("orders.json"));
    command("update:workflow", "--id=ordersWorkflow01", "--active=true");
    return this;
  }

  /** Lets it make its tables in the database that the env file names. */
  public void makeTables() throws IOException {
    command("list:workflow");
  }

  /** Starts it with what the env file says, and waits until it is ready. */
  public void start() {
    requireWell(BoundedProgram.run(home, START_LIMIT, restart()));
  }

  /** Ends it as its operator would, and waits until it has ended. */
  public void stop() {
    requireWell(
        BoundedProgram.run(
            home,
            START_LIMIT,
            List.of("sh", home.resolve("restart-n8n.sh").toString(), home.toString())));
  }

  /** Where it answers. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Where orders are posted. */
  public URI webhook() {
    return address().resolve("/webhook/orders");
  }

  /** How long it took to end when it was restarted last. */
  public Duration lastEnd() throws IOException {
    return between("ending", "ended");
  }

  /** How long it took to start last, until it was ready. */
  public Duration lastStart() throws IOException {
    return between("starting", "ready");
  }

  /** When it began to start last. */
  public Instant startedAt() throws IOException {
    return Instant.ofEpochMilli(lastTime("starting"));
  }

  /** What it printed. */
  public String log() throws IOException {
    return Files.readString(home.resolve("log"));
  }

  private Duration between(String first, String last) throws IOException {
    return Duration.ofMillis(lastTime(last) - lastTime(first));
  }

  private long lastTime(String what) throws IOException {
    return Files.readAllLines(home.resolve("times")).stream()
        .filter(line -> line.endsWith(" " + what))
        .mapToLong(line -> Long.parseLong(line.split(" ")[0]))
        .max()
        .orElseThrow(() -> new IllegalStateException("n8n was not " + what));
  }

  private void command(String... arguments) throws IOException {
    String line =
        Stream.concat(
                Stream.of(program.node().toString(), program.start().toString()),
                Stream.of(arguments))
            .collect(Collectors.joining(" "));
    requireWell(
        BoundedProgram.run(
            home, START_LIMIT, List.of("sh", "-c", "set -a; . ./n8n.env; set +a; exec " + line)));
  }

  private static void requireWell(BoundedProgram.Result result) {
    if (!result.well()) {
      throw new IllegalStateException(result.output());
    }
  }

  /** Ends it, as its operator would. */
  @Override
  public void close() {
    end();
  }

  private void end() {
    try {
      Path pid = home.resolve("pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
            .ifPresent(
                process -> {
                  process.descendants().forEach(ProcessHandle::destroyForcibly);
                  process.destroyForcibly();
                });
        Files.deleteIfExists(pid);
      }
    } catch (IOException e) {
      throw new IllegalStateException("n8n could not be ended", e);
    }
  }
}
