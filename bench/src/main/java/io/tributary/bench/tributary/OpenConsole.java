package io.tributary.bench.tributary;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.bench.stage.JsonApi;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Asks the orchestrator what the console asks it with a migration's page of tables open: for the
 * events of the migration, and every five seconds for all verdicts. What a browser makes of it runs
 * on the operator's machine and is not part of it.
 */
public final class OpenConsole implements AutoCloseable {
  private static final int ASK_EVERY_SECONDS = 5;

  private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
  private final AtomicLong events = new AtomicLong();
  private final AtomicLong answers = new AtomicLong();
  private final InputStream feed;

  /** Opens it for a migration. */
  public OpenConsole(JsonApi api, String migration) throws IOException, InterruptedException {
    feed = api.open("/migrations/" + migration + "/events?verdicts=false");
    threads.execute(this::read);
    threads.scheduleAtFixedRate(() -> ask(api, migration), 0, ASK_EVERY_SECONDS, TimeUnit.SECONDS);
  }

  private void read() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(feed, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data:")) {
          events.incrementAndGet();
        }
      }
    } catch (IOException e) {
      // The end of it: closing says whether there was anything before.
      return;
    }
  }

  private void ask(JsonApi api, String migration) {
    try {
      api.get("/migrations/" + migration);
      answers.incrementAndGet();
    } catch (IOException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Ends it.
   *
   * @throws IllegalStateException when it was told nothing, and so has measured nothing
   */
  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    feed.close();
    if (events.get() == 0 || answers.get() == 0) {
      throw new IllegalStateException(
          "The console was told nothing: %s events, %s answers".formatted(events, answers));
    }
  }
}
