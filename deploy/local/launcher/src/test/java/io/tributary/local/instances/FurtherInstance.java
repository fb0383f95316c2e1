package io.tributary.local.instances;

import static org.awaitility.Awaitility.await;

import io.tributary.local.fixture.ServiceView;
import io.tributary.local.fixture.TestStack;
import io.tributary.local.stack.HomeSecret;
import io.tributary.local.stack.ProcessSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One more instance of a service of a stack, which a test starts, kills and starts again. */
final class FurtherInstance implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(120);

  private final ProcessSpec spec;
  private final Path log;
  private Process process;

  FurtherInstance(TestStack stack, String service, int number) {
    this.spec = stack.furtherInstance(service);
    this.log = stack.logs().resolve(service + "-" + number + ".log");
  }

  /** Starts it; returns at once. */
  void start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(spec.command())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(spec.environment());
    process = builder.start();
  }

  void awaitReady() {
    await().atMost(LIMIT).ignoreExceptions().until(view()::ready);
  }

  /** The sources of a migration that it looks after, as its health names them. */
  List<String> sources(String migration) throws Exception {
    return view()
        .wellness()
        .lines()
        .filter(line -> line.contains(migration + "/"))
        .map(String::strip)
        .toList();
  }

  ServiceView view() {
    return new ServiceView(
        URI.create("http://127.0.0.1:" + spec.environment().get("QUARKUS_HTTP_PORT")),
        HomeSecret.of(Path.of(spec.environment().get("TRIBUTARY_ACCESS_TOKEN_FILE"))));
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as an operator does. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("does not end: " + log);
    }
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      kill();
    }
  }
}
