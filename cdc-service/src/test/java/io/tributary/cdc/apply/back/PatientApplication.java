package io.tributary.cdc.apply.back;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An application that writes to one of two sides, and to the other one when it is refused. Each of
 * its transactions has a name of its own.
 */
final class PatientApplication implements AutoCloseable {
  private final List<Side> sides;
  private final List<String> acknowledged = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::run, "application");
  private volatile boolean stopping;
  private int at;

  /** Where it may write. */
  interface Side {
    /** Writes one transaction; whatever it throws, nothing of that is there. */
    void write(String name) throws Exception;
  }

  PatientApplication(Side legacy, Side target) {
    this.sides = List.of(legacy, target);
    thread.start();
  }

  void awaitWrites(int more) {
    int goal = acknowledged.size() + more;
    await().atMost(TwoWayStreams.LIMIT).until(() -> acknowledged.size() >= goal);
  }

  /** The names of all transactions that were committed. */
  List<String> stop() throws InterruptedException {
    stopping = true;
    thread.join();
    return acknowledged;
  }

  private void run() {
    for (int number = 0; !stopping; number++) {
      String name = "w" + number;
      try {
        sides.get(at).write(name);
        acknowledged.add(name);
      } catch (Exception | AssertionError e) {
        at = 1 - at;
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
  }
}
