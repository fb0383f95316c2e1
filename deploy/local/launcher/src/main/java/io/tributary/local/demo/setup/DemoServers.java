package io.tributary.local.demo.setup;

import io.tributary.local.demo.database.PostgresAddress;
import io.tributary.local.demo.sample.DemoSample;
import io.tributary.local.stack.HomeLock;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.LoopbackPort;
import io.tributary.local.stack.PostgresHome;
import io.tributary.local.stack.PostgresSpec;
import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StackPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The processes of the demo: everything of the local stack and two PostgreSQL servers.
 *
 * @param plan how the parts are run
 * @param legacy the server with the sample databases
 * @param target the server that everything moves to
 */
public record DemoServers(
    StackLayout layout,
    StackPlan plan,
    PostgresSpec legacy,
    PostgresSpec target,
    DemoSecrets secrets) {

  public static DemoServers of(
      StackLayout layout, StackAddresses addresses, Path bin, DemoSecrets secrets) {
    PostgresHome home = PostgresHome.of(layout);
    return new DemoServers(
        layout,
        new StackPlan(layout, addresses, StackOptions.java(), bin, StackPlan.Stay.SHORT),
        server(PostgresHome.LEGACY, home, bin, secrets.get(DemoSecrets.LEGACY)),
        server(PostgresHome.TARGET, home, bin, secrets.get(DemoSecrets.TARGET)),
        secrets);
  }

  /** What an earlier run may have left below the home of the demo. */
  public static List<Path> leftovers(StackLayout layout) {
    PostgresHome home = PostgresHome.of(layout);
    return List.of(
        home.dataDirectory(PostgresHome.LEGACY),
        home.dataDirectory(PostgresHome.TARGET),
        layout.kafka(),
        layout.connect(),
        layout.logs(),
        layout.home().resolve("pooler"),
        layout.home().resolve("applications"));
  }

  /** Starts all of it; {@link HomeLock} must be held. */
  public void start(LocalStack stack) {
    List<ProcessSpec> stores =
        List.of(legacy.process(layout), target.process(layout), plan.broker());
    List<ProcessSpec> connect = List.of(withSecrets(plan.connect()));
    List<ProcessSpec> services = new ArrayList<>();
    plan.services().forEach(service -> services.add(withSecrets(service)));
    stack.start(stores);
    stack.start(connect);
    stack.start(services);
  }

  public PostgresAddress legacy(String database) {
    return address(legacy, database);
  }

  /** The legacy database of a sample as its application reaches it, without a pooler. */
  PostgresAddress application(DemoSample sample) {
    return new PostgresAddress(
        LoopbackPort.HOST,
        legacy.port(),
        sample.name(),
        sample.name() + "_app",
        secrets.get(DemoSecrets.legacyVariable(sample)));
  }

  /** Starts a pooler for those of the samples that it takes. */
  public void start(LocalStack stack, DemoPooler pooler, List<DemoSample> samples) {
    pooler.configure(
        samples.stream()
            .filter(DemoPooler::takes)
            .collect(
                Collectors.toMap(
                    Function.identity(), this::application, (a, b) -> a, LinkedHashMap::new)),
        secrets.get(DemoPooler.PASSWORD));
    stack.start(List.of(pooler.process(layout)));
  }

  public PostgresAddress target(String database) {
    return address(target, database);
  }

  private static PostgresAddress address(PostgresSpec server, String database) {
    return new PostgresAddress(
        LoopbackPort.HOST, server.port(), database, "postgres", server.password());
  }

  private static PostgresSpec server(String name, PostgresHome home, Path bin, String password) {
    return new PostgresSpec(name, LoopbackPort.free(), password, bin, home.dataDirectory(name));
  }

  private ProcessSpec withSecrets(ProcessSpec spec) {
    return spec.withEnvironment(secrets.values());
  }
}
