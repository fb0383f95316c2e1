package io.tributary.local;

import io.tributary.local.stack.EmbeddedGrants;
import io.tributary.local.stack.HomeLock;
import io.tributary.local.stack.KafkaLogins;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.PostgresHome;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.PostgresSpec;
import io.tributary.local.stack.ProcessSpec;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StackPlan;
import io.tributary.local.stack.StackTable;
import io.tributary.local.stack.StartFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the stack against the user's own databases and stays until Ctrl-C. */
@Command(
    name = "up",
    description = "Starts broker, Kafka Connect and the services, and stays until Ctrl-C.",
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  @Mixin private StackOptions options;
  @Spec private CommandSpec spec;

  @Option(
      names = "--with-postgres",
      description = "Also start two PostgreSQL servers with pgvector, for trying things out.")
  private boolean withPostgres;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    StackLayout layout = options.layout();
    try (HomeLock lock = HomeLock.take(layout.home());
        LocalStack stack = new LocalStack(layout, line -> print(out, line))) {
      Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stack-shutdown"));
      StackAddresses addresses = options.addresses();
      start(stack, layout, addresses);
      print(out, StackTable.console(addresses, layout));
      print(out, "\n" + StackTable.of(stack.processes(), layout));
      print(out, "The API takes the same token.");
      EmbeddedGrants.here(layout).inWords().forEach(line -> print(out, line));
      if (options.ownKafka()) {
        print(
            out,
            "Consumers of your own log in at the broker with "
                + new KafkaLogins(layout.kafkaClients()).properties(KafkaLogins.OPERATOR)
                + ".");
      }
      print(out, "Tributary is up. Ctrl-C ends it.");
      StartFailure failure = stack.awaitFailure();
      if (failure != null) {
        throw failure;
      }
      return 0;
    }
  }

  private void start(LocalStack stack, StackLayout layout, StackAddresses addresses) {
    PostgresPrograms programs = new PostgresPrograms(layout);
    Path bin = withPostgres ? programs.withPgvector() : programs.any();
    StackPlan plan =
        new StackPlan(layout, addresses, StackOptions.java(), bin, StackPlan.Stay.LONG);

    // Planned as a whole before anything runs: what is not built is said at once.
    List<ProcessSpec> stores = new ArrayList<>();
    if (withPostgres) {
      for (String name : List.of(PostgresHome.LEGACY, PostgresHome.TARGET)) {
        PostgresSpec server = postgres(name, layout, bin);
        remember(layout.postgresUrl(name), server.url());
        stores.add(server.process(layout));
      }
    }
    if (options.ownKafka()) {
      stores.add(plan.broker());
    }
    List<ProcessSpec> connect = options.ownConnect() ? List.of(plan.connect()) : List.of();
    List<ProcessSpec> services = plan.services();

    stack.start(stores);
    stack.start(connect);
    stack.start(services);
    remember(layout.apiAddress(), addresses.orchestrator().toString());
  }

  /** Commands find it there, whichever port was free. */
  private static void remember(Path file, String address) {
    try {
      Files.writeString(file, address + "\n");
    } catch (IOException e) {
      throw new StartFailure(file + " cannot be written: " + e, e);
    }
  }

  private static PostgresSpec postgres(String name, StackLayout layout, Path bin) {
    PostgresHome home = PostgresHome.of(layout);
    return new PostgresSpec(name, home.port(name), home.password(), bin, home.dataDirectory(name));
  }

  private static void print(PrintWriter out, String line) {
    out.println(line);
    out.flush();
  }
}
