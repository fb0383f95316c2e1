package io.tributary.bench.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Keeps some processes on the first processor of the machine and all others of the stage on the
 * second one until it is closed, as if they ran on two machines. The program {@code taskset} of
 * util-linux does it; processes and threads that start meanwhile stay where the one is that has
 * started them.
 */
public final class ProcessorSplit implements AutoCloseable {
  private static final String PROGRAM = "taskset";
  private static final String FIRST = "0";
  private static final String SECOND = "1";

  private final Set<Long> all;

  ProcessorSplit(Set<Long> first, Set<Long> all) throws IOException, InterruptedException {
    this.all = Set.copyOf(all);
    try {
      for (long process : all) {
        put(process, first.contains(process) ? FIRST : SECOND);
      }
    } catch (IOException | InterruptedException e) {
      close();
      throw e;
    }
  }

  /** Whether this machine can do it. */
  public static boolean possible() {
    return PeerProgram.exists(PROGRAM) && Runtime.getRuntime().availableProcessors() > 1;
  }

  private static void put(long process, String processors)
      throws IOException, InterruptedException {
    try {
      PeerProgram.run(
          Path.of("/usr/bin"),
          List.of(PROGRAM, "-a", "-c", "-p", processors, String.valueOf(process)));
    } catch (IOException e) {
      // One that has ended is of no interest.
      if (ProcessHandle.of(process).isPresent()) {
        throw e;
      }
    }
  }

  /** All processes may run anywhere again. */
  @Override
  public void close() throws IOException, InterruptedException {
    String every = "0-" + (Runtime.getRuntime().availableProcessors() - 1);
    for (long process : all) {
      put(process, every);
    }
  }
}
