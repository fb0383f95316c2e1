package io.tributary.local;

import io.tributary.fixture.LoopbackPort;
import io.tributary.local.stack.LocalStack;
import io.tributary.local.stack.PostgresHome;
import io.tributary.local.stack.PostgresPrograms;
import io.tributary.local.stack.PostgresSpec;
import io.tributary.local.stack.StackAddresses;
import io.tributary.local.stack.StackLayout;
import io.tributary.local.stack.StackOptions;
import io.tributary.local.stack.StackPlan;
import io.tributary.local.stack.StartFailure;
import java.nio.file.Path;
import java.util.List;

/** A launcher of servers alone, to be killed by {@link NoProcessStaysIT}. Argument: its home. */
final class StackUnderTest {
  private StackUnderTest() {}

  public static void main(String... arguments) {
    StackLayout layout =
        new StackLayout(Path.of(System.getProperty("tributary.root")), Path.of(arguments[0]));
    StackAddresses addresses = StackAddresses.atFreePorts();
    Path bin =
        new PostgresPrograms(new StackLayout(layout.root(), usualHome(layout))).withPgvector();
    StackPlan plan =
        new StackPlan(layout, addresses, StackOptions.java(), bin, StackPlan.Stay.SHORT);
    PostgresHome home = PostgresHome.of(layout);
    PostgresSpec postgres =
        new PostgresSpec(
            "postgres-target",
            LoopbackPort.free(),
            home.password(),
            bin,
            home.dataDirectory("postgres-target"));
    LocalStack stack = new LocalStack(layout, System.out::println);
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close));
    stack.start(List.of(postgres.process(layout), plan.broker()));
    stack.start(List.of(plan.connect()));
    System.out.println("up");
    StartFailure failure = stack.awaitFailure();
    if (failure != null) {
      System.err.println(failure.getMessage());
      System.exit(1);
    }
  }

  private static Path usualHome(StackLayout layout) {
    return layout.root().resolve(".tributary");
  }
}
