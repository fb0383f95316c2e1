package io.tributary.bench.stage;

import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.KafkaLogins;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.PostgresHome;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.PostgresSpec;
import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StackPlan;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two PostgreSQL servers, a broker, a Connect worker and the three services, each a process as
 * users run it, below a scratch home. They start when they are first asked for and end with {@link
 * #close()} or with this JVM.
 */
public final class BenchStage implements AutoCloseable {
  /** Of every role on these servers, which live as long as the run. */
  public static final String PASSWORD = "only-for-benchmarks";

  private static final long QUIET_LIMIT_NANOS = 15_000_000_000L;
  private static final long QUIET_LOOK_NANOS = 500_000_000;

  /** Of processor time between two looks, by all processes together. */
  private static final double QUIET_SECONDS = 0.1;

  private static final String SOURCE = "postgres-source";
  private static final String TARGET = "postgres-target";

  private final StackLayout layout;
  private final LocalStack stack;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicInteger pairs = new AtomicInteger();
  private @Nullable Servers servers;
  private @Nullable StackAddresses addresses;

  private record Servers(BenchServer source, BenchServer target) {}

  /**
   * Nothing runs yet.
   *
   * @param say takes lines about what is being started
   */
  public BenchStage(Consumer<String> say) throws IOException {
    Path home = Files.createTempDirectory("tributary-bench");
    // PostgreSQL's user has to get through.
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    this.layout = new StackLayout(Path.of(System.getProperty("tributary.root", "")), home);
    this.stack = new LocalStack(layout, say);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stage-shutdown"));
  }

  /** Two databases that do not exist yet, of a name that was not used before. */
  public DatabasePair pair(String work) {
    Servers both = servers();
    return new DatabasePair(both.source(), both.target(), work + "-" + pairs.incrementAndGet());
  }

  /** Where scratch files may be. */
  public Path home() {
    return layout.home();
  }

  /** The REST API of the orchestrator. */
  public JsonApi operator() {
    return new JsonApi(
        tributary().orchestrator(),
        Map.of("Authorization", "Bearer " + HomeSecret.of(layout.apiToken())));
  }

  /** What the validator tells of itself beside the orchestrator. */
  public JsonApi validator() {
    return new JsonApi(
        URI.create("http://" + LoopbackPort.HOST + ":" + tributary().validatorPort()),
        Map.of("Authorization", "Bearer " + HomeSecret.of(layout.apiToken())));
  }

  /** The REST API of the Connect worker. */
  public JsonApi connectApi() {
    return new JsonApi(
        tributary().connect(), Map.of("Authorization", HomeSecret.basic(layout.connectPassword())));
  }

  /** With what connectors log in at the broker that use other topics than Tributary's. */
  public String brokerLogin() {
    return new KafkaLogins(layout.kafkaClients()).login(KafkaLogins.BROKER);
  }

  /** A plugin directory of the Connect worker, beside Tributary's own. */
  public Path sinkPlugins() {
    return layout.root().resolve("bench/sink/target/plugins");
  }

  /** What each process has used so far. */
  public Map<String, ProcessUse> use() {
    return processes().now();
  }

  /**
   * Returns when the processes do next to nothing, so that nobody pays for what came before, such
   * as code that is still being compiled; or after a while, where they go on.
   */
  public void awaitQuiet() {
    long end = System.nanoTime() + QUIET_LIMIT_NANOS;
    double used = processorSeconds();
    double before;
    do {
      LockSupport.parkNanos(QUIET_LOOK_NANOS);
      before = used;
      used = processorSeconds();
    } while (used - before > QUIET_SECONDS && System.nanoTime() - end < 0);
  }

  private double processorSeconds() {
    return use().values().stream().mapToDouble(ProcessUse::processorSeconds).sum();
  }

  /** Keeps this process and the target's server apart from everything else. */
  public ProcessorSplit splitTarget() throws IOException, InterruptedException {
    Set<Long> apart = processes().ids(TARGET);
    Set<Long> all = processes().ids();
    apart.add(ProcessHandle.current().pid());
    all.addAll(apart);
    return new ProcessorSplit(apart, all);
  }

  /** Bytes of heap that each JVM needs, after a collection that this asks for. */
  public Map<String, Long> liveHeaps() {
    return processes().liveHeaps();
  }

  private ProcessUses processes() {
    PostgresHome homes = PostgresHome.of(layout);
    return new ProcessUses(
        Map.of(
            SOURCE,
            homes.dataDirectory(SOURCE).toString(),
            TARGET,
            homes.dataDirectory(TARGET).toString(),
            "broker",
            "BrokerMain",
            "connect",
            "ConnectDistributed",
            "cdc-service",
            "cdc-service/target",
            "validator-service",
            "validator-service/target",
            "orchestrator-service",
            "orchestrator-service/target"));
  }

  private synchronized Servers servers() {
    if (servers != null) {
      return servers;
    }
    Path bin = new PostgresPrograms(layout).any();
    PostgresSpec legacy = server(SOURCE, bin);
    PostgresSpec unified = server(TARGET, bin);
    stack.start(List.of(legacy.process(layout), unified.process(layout)));
    servers = new Servers(new BenchServer(legacy), new BenchServer(unified));
    return servers;
  }

  private PostgresSpec server(String name, Path bin) {
    Path directory = PostgresHome.of(layout).dataDirectory(name);
    return new PostgresSpec(name, LoopbackPort.free(), PASSWORD, bin, directory);
  }

  private synchronized StackAddresses tributary() {
    if (addresses != null) {
      return addresses;
    }
    Path programs = servers().source().programs();
    StackAddresses chosen = StackAddresses.atFreePorts();
    StackPlan plan =
        new StackPlan(layout, chosen, StackOptions.java(), programs, StackPlan.Stay.LONG);
    stack.start(List.of(plan.broker()));
    stack.start(
        List.of(
            withSecrets(plan.connect())
                .withEnvironment(Map.of("CONNECT_PLUGINS", sinkPlugins().toString()))));
    stack.start(plan.services().stream().map(BenchStage::withSecrets).toList());
    addresses = chosen;
    return chosen;
  }

  private static ProcessSpec withSecrets(ProcessSpec spec) {
    return spec.withEnvironment(
        Map.of("SOURCE_PASSWORD", PASSWORD, "TARGET_PASSWORD", PASSWORD, "APP_PASSWORD", PASSWORD));
  }

  /** Ends everything and removes the home; a second call does nothing. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    stack.close();
    // Before the home is gone: where they are depends on who can search it.
    PostgresHome homes = PostgresHome.of(layout);
    ScratchFiles.delete(homes.dataDirectory(SOURCE));
    ScratchFiles.delete(homes.dataDirectory(TARGET));
    ScratchFiles.delete(layout.home());
  }
}
