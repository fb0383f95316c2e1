package io.tributary.bench.chroma;

import io.tributary.bench.connector.DrivenTask;
import io.tributary.connect.chroma.ChromaSourceTask;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A process of its own that takes the snapshot of a directory and prints what that took: rows,
 * seconds, most bytes of heap, most bytes resident.
 */
public final class ReaderMain {
  private static final String RESIDENT = "VmHWM:";
  private static final long KIBIBYTE = 1024;

  private ReaderMain() {}

  public static void main(String[] arguments) throws Exception {
    long rows = 0;
    boolean completed = false;
    long begun = System.nanoTime();
    try (DrivenTask task =
        new DrivenTask(
            new ChromaSourceTask(),
            Map.of("topic.prefix", "bench", "chroma.directory", arguments[0]))) {
      while (!completed) {
        List<SourceRecord> records = task.poll();
        rows += records.stream().filter(ReaderMain::isRow).count();
        completed = records.stream().anyMatch(DrivenTask::completes);
      }
    }
    System.out.println(
        rows + " " + (System.nanoTime() - begun) / 1e9 + " " + heap() + " " + resident());
  }

  private static boolean isRow(SourceRecord record) {
    return record.key() != null && !record.topic().endsWith(".notifications");
  }

  /** Garbage that was not collected is in it, so it is nearer to the limit than what is needed. */
  private static long heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long resident() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith(RESIDENT))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
        .findFirst()
        .orElse(0);
  }
}
