package io.tributary.local;

import static org.awaitility.Awaitility.await;

import io.tributary.fixture.AllGrants;
import io.tributary.fixture.LoopbackPort;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.KafkaLogins;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StackPlan;
import io.tributary.local.stack.SupervisedProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The packaged broker, Connect worker and services, as users run them, against the fixture's
 * PostgreSQL servers. Each part can be killed and started again. One per JVM.
 */
final class TestStack implements AutoCloseable {
  /** A password that no server takes. */
  static final String WRONG_PASSWORD = "of-no-use-anywhere";

  static final String APP_PASSWORD = "app-password";

  private static TestStack shared;

  final PostgresServer source = PostgresFixture.source();
  final PostgresServer target = PostgresFixture.target();
  private final Path clientPrograms;
  private final StackLayout layout;
  private final StackPlan plan;
  private final StackAddresses addresses;
  private final LocalStack base;
  private final Optional<TlsFiles> files;
  private SupervisedProcess orchestrator;

  private TestStack(boolean tls, Path clientPrograms) throws IOException, InterruptedException {
    this.clientPrograms = clientPrograms;
    // Kept for whoever wants to read the logs of a failed test, until the next clean build.
    Path stacks = Files.createDirectories(Path.of("target", "stacks"));
    layout =
        new StackLayout(
            Path.of(System.getProperty("tributary.root")), Files.createTempDirectory(stacks, ""));
    base = new LocalStack(layout, line -> {});
    files = tls ? Optional.of(TlsFiles.make(layout.home())) : Optional.empty();
    addresses =
        new StackAddresses(
            "127.0.0.1" + ":" + LoopbackPort.free(),
            !tls,
            tls
                ? Optional.of(files.get().client(logins().login(KafkaLogins.BROKER)))
                : Optional.empty(),
            URI.create("http://" + "127.0.0.1" + ":" + LoopbackPort.free()),
            true,
            LoopbackPort.free(),
            LoopbackPort.free(),
            LoopbackPort.free());
    plan =
        new StackPlan(layout, addresses, StackOptions.java(), clientPrograms, StackPlan.Stay.SHORT);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    base.start(List.of(broker()));
    base.start(List.of(plan.connect().withEnvironment(secrets())));
    base.start(
        plan.services().stream()
            .filter(spec -> !spec.name().startsWith("orchestrator"))
            .map(spec -> spec.withEnvironment(secrets()))
            .toList());
    startOrchestrator(Map.of());
  }

  /** A stack whose Kafka is one of the user's that demands TLS; to be closed. */
  static TestStack overTls() throws IOException, InterruptedException {
    return new TestStack(true, PostgresFixture.source().binDirectory());
  }

  /** A stack with other programs of PostgreSQL, such as pg_dump; to be closed. */
  static TestStack with(Path clientPrograms) throws IOException, InterruptedException {
    return new TestStack(false, clientPrograms);
  }

  static synchronized TestStack shared() throws IOException, InterruptedException {
    if (shared == null) {
      shared = new TestStack(false, PostgresFixture.source().binDirectory());
    }
    return shared;
  }

  /** Services of their own with another heap, behind a topic prefix of their own; to be closed. */
  LocalStack services(String prefix, String heap, URI orchestrator, int cdc, int validator)
      throws IOException {
    StackAddresses own =
        new StackAddresses(
            addresses.kafka(),
            true,
            Optional.empty(),
            addresses.connect(),
            true,
            orchestrator.getPort(),
            cdc,
            validator);
    StackLayout home =
        new StackLayout(layout.root(), Files.createTempDirectory("tributary-" + prefix));
    LocalStack services = new LocalStack(home, line -> {});
    services.start(
        new StackPlan(home, own, StackOptions.java(), clientPrograms, StackPlan.Stay.SHORT)
            .services().stream()
                .map(spec -> spec.withEnvironment(secrets()))
                .map(
                    spec ->
                        spec.withEnvironment(
                            Map.of(
                                "TRIBUTARY_TOPIC_PREFIX",
                                prefix,
                                "TRIBUTARY_ACCESS_TOKEN_FILE",
                                layout.apiToken().toString(),
                                "TRIBUTARY_KAFKA_PROPERTIES_FILE",
                                logins().properties(spec.name().replace("-service", "")).toString(),
                                "TRIBUTARY_CONNECT_PASSWORD_FILE",
                                layout.connectPassword().toString(),
                                // Wins over what the command line says.
                                "_JAVA_OPTIONS",
                                "-Xmx" + heap)))
                .toList());
    return services;
  }

  OperatorApi api() {
    return api(addresses.orchestrator());
  }

  /** The API of another orchestrator of this stack. */
  OperatorApi api(URI orchestrator) {
    return new OperatorApi(orchestrator, HomeSecret.of(layout.apiToken()));
  }

  /** What a service says of itself, as a scraper and a load balancer see it. */
  ServiceView view(String service) {
    return new ServiceView(
        plan.services().stream()
            .filter(spec -> spec.name().equals(service))
            .map(spec -> URI.create(spec.address()))
            .findFirst()
            .orElseThrow(),
        HomeSecret.of(layout.apiToken()));
  }

  /** The broker, for those who look into topics. */
  String kafka() {
    return addresses.kafka();
  }

  /** Where each process writes its log file. */
  Path logs() {
    return layout.home().resolve("logs");
  }

  /** Kills a service, or the Connect worker, with SIGKILL; the launcher starts it again. */
  void kill(String service) {
    running(service)
        .orElseThrow(() -> new IllegalStateException(service + " does not run"))
        .destroyForcibly();
  }

  /** The process of a module, empty while it is being started again. */
  Optional<ProcessHandle> running(String module) {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> p.info().command().orElse("").endsWith("java"))
        .filter(p -> p.info().commandLine().orElse("").contains(module + "/target"))
        .findFirst();
  }

  /** Kills the broker with SIGKILL; returns when the launcher's next one answers. */
  void restartBroker() throws InterruptedException {
    ProcessHandle killed = running("broker").orElseThrow();
    killed.destroyForcibly();
    ProcessSpec spec = plan.broker();
    await()
        .atMost(spec.startLimit())
        .until(
            () ->
                running("broker").filter(next -> next.pid() != killed.pid()).isPresent()
                    && spec.readiness().reached());
  }

  /** With rights for the services of some tests, which have other prefixes. */
  private ProcessSpec broker() throws IOException {
    ProcessSpec spec = plan.broker();
    List<String> command = new ArrayList<>(spec.command());
    command.addAll(List.of("--topic-prefix", "small", "--topic-prefix", "tight"));
    if (files.isPresent()) {
      command.addAll(List.of("--settings", files.get().broker().toString()));
    }
    return new ProcessSpec(
        spec.name(),
        spec.address(),
        command,
        spec.environment(),
        spec.stopSignal(),
        spec.readiness(),
        spec.startLimit(),
        spec.restarts());
  }

  /** How to log in at the broker. */
  KafkaLogins logins() {
    return new KafkaLogins(layout.kafkaClients());
  }

  /** Starts the orchestrator with variables of its own; a running one is ended first. */
  void startOrchestrator(Map<String, String> environment) {
    if (orchestrator != null) {
      orchestrator.stop();
    }
    ProcessSpec spec =
        plan.services().stream()
            .filter(s -> s.name().startsWith("orchestrator"))
            .findFirst()
            .orElseThrow()
            .withEnvironment(secrets())
            .withEnvironment(environment);
    orchestrator = SupervisedProcess.start(spec, layout);
    await().atMost(spec.startLimit()).until(() -> spec.readiness().reached());
  }

  /** Whether the orchestrator has ended by itself. */
  boolean orchestratorEnded() throws InterruptedException {
    return !orchestrator.livesFor(1);
  }

  private Map<String, String> secrets() {
    Map<String, String> variables = new HashMap<>(AllGrants.environment());
    variables.putAll(passwords());
    return variables;
  }

  private Map<String, String> passwords() {
    return Map.of(
        "SOURCE_PASSWORD",
        source.password(),
        "TARGET_PASSWORD",
        target.password(),
        "WRONG_PASSWORD",
        WRONG_PASSWORD,
        "APP_PASSWORD",
        APP_PASSWORD);
  }

  @Override
  public void close() {
    if (orchestrator != null) {
      orchestrator.stop();
    }
    base.close();
  }
}
