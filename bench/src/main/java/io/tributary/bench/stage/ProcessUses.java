package io.tributary.bench.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads from /proc what the processes of the stage have used. Where there is no /proc there are no
 * figures.
 *
 * @param markers by the name of a process, what its command line contains
 */
record ProcessUses(Map<String, String> markers) {
  /** Linux counts in hundredths of a second here, whatever the kernel's own clock is. */
  private static final double TICKS_PER_SECOND = 100;

  private static final String PROGRAMS = "programs that have ended";
  private static final int USER_TIME = 11;
  private static final int CHILDREN_USER_TIME = 13;
  private static final int CHILDREN_SYSTEM_TIME = 14;
  private static final long KIBIBYTE = 1024;

  /** By the name of the process. */
  Map<String, ProcessUse> now() {
    Map<String, ProcessUse> uses = new TreeMap<>();
    ProcessHandle.current()
        .descendants()
        .forEach(
            process ->
                name(process)
                    .ifPresent(name -> uses.merge(name, use(process, name), ProcessUse::plus)));
    uses.put(PROGRAMS, children(read(ProcessHandle.current(), "stat")));
    return uses;
  }

  /** The ids of all processes. */
  Set<Long> ids() {
    return ids(process -> name(process).isPresent());
  }

  /** The ids of those with this name. */
  Set<Long> ids(String wanted) {
    return ids(process -> name(process).filter(wanted::equals).isPresent());
  }

  private static Set<Long> ids(Predicate<ProcessHandle> which) {
    return ProcessHandle.current()
        .descendants()
        .filter(which)
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  /** Bytes of heap that are in use after a collection, by the name of each JVM. */
  Map<String, Long> liveHeaps() {
    Map<String, Long> heaps = new TreeMap<>();
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .forEach(
            process ->
                marked(process).ifPresent(name -> heaps.put(name, LiveHeap.of(process.pid()))));
    return heaps;
  }

  private Optional<String> name(ProcessHandle process) {
    String program = process.info().command().orElse("");
    if (program.endsWith("/postgres")) {
      // A session names its database instead of the directory; its parent is the server.
      return marked(process).or(() -> process.parent().flatMap(this::marked));
    }
    return program.endsWith("/java") ? marked(process) : Optional.empty();
  }

  private Optional<String> marked(ProcessHandle process) {
    String line = commandLine(process);
    return markers.entrySet().stream()
        .filter(marker -> line.contains(marker.getValue()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static String commandLine(ProcessHandle process) {
    return read(process, "cmdline").replace('\0', ' ');
  }

  private static ProcessUse use(ProcessHandle process, String name) {
    return use(read(process, "stat"), name.startsWith("postgres") ? "" : read(process, "status"));
  }

  /**
   * What two files of /proc say. Pure.
   *
   * @param stat empty when the process is gone
   * @param status empty when memory is not asked for
   */
  static ProcessUse use(String stat, String status) {
    if (stat.isEmpty()) {
      return ProcessUse.NOTHING;
    }
    double seconds = seconds(stat, USER_TIME);
    long peak =
        status
            .lines()
            .filter(line -> line.startsWith("VmHWM:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIBIBYTE)
            .findFirst()
            .orElse(0);
    return new ProcessUse(seconds, peak);
  }

  /** What the children of a process used that have ended: pgcopydb, psql and the like. Pure. */
  static ProcessUse children(String stat) {
    return stat.isEmpty()
        ? ProcessUse.NOTHING
        : new ProcessUse(seconds(stat, CHILDREN_USER_TIME), 0);
  }

  private static double seconds(String stat, int first) {
    // The name of the program, in parentheses, may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double ticks = 0;
    for (int field = first; field <= CHILDREN_SYSTEM_TIME; field++) {
      ticks += Long.parseLong(fields[field]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static String read(ProcessHandle process, String file) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid(), file));
    } catch (IOException e) {
      // It ended between two reads.
      return "";
    }
  }
}
