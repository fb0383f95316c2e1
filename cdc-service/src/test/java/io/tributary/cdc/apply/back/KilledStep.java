package io.tributary.cdc.apply.back;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cdc.source.SourceDriver;
import io.tributary.common.json.Json;
import io.tributary.common.plan.MovingSource;
import io.tributary.fixture.ConnectFixture;
import io.tributary.fixture.KafkaFixture;
import io.tributary.fixture.PostgresFixture;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A step in which the cdc-service changes which side is open. Taken by a process that is killed
 * with SIGKILL somewhere in it, or just behind it.
 */
enum KilledStep {
  /** The side that a stream comes from is closed. */
  FENCE,
  /** The side that it goes to is opened. */
  OPEN;

  private static final double LATEST_MILLIS = 1_000;

  /**
   * Has it begun, and killed: after some milliseconds as often as after some tens or hundreds of
   * them, since how long it takes is the machine's affair. Prints what whoever takes over finds.
   *
   * @param token of the fence that is raised
   */
  void die(TwoWayStreams move, MovingSource way, String token, Random random) throws Exception {
    Process service =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StepMain.class.getName(),
                Json.text(move.out.migration()),
                way.stream().goesBack() ? "back" : "out",
                name(),
                token,
                ConnectFixture.worker().restUrl(),
                KafkaFixture.bootstrapServers(),
                PostgresFixture.target().binDirectory().toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(service.getInputStream(), StandardCharsets.UTF_8))) {
      awaitBeginning(said);
      service.getOutputStream().write('\n');
      service.getOutputStream().flush();
      double millis = Math.pow(LATEST_MILLIS, random.nextDouble());
      service.waitFor((long) (millis * 1000), TimeUnit.MICROSECONDS);
      service.destroyForcibly().waitFor();
      System.out.printf(
          "%s: killed in %s after %.1f ms, which %s done%n",
          way.stream(), this, millis, done(move.driver(way)) ? "was" : "was not");
    } finally {
      service.destroyForcibly();
    }
  }

  private boolean done(SourceDriver successor) {
    return switch (this) {
      case FENCE -> successor.settledFence().isPresent();
      case OPEN -> successor.opened();
    };
  }

  /** What the logging of libraries prints besides is passed over. */
  private static void awaitBeginning(BufferedReader said) throws Exception {
    String line = said.readLine();
    while (line != null && !line.equals("begins")) {
      line = said.readLine();
    }
    assertThat(line).as("the process ended before its step").isNotNull();
  }
}
