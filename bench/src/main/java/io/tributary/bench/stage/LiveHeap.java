package io.tributary.bench.stage;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks another JVM of this machine what it really needs of its heap. */
final class LiveHeap {
  /** "garbage-first heap total 262144K, used 91234K", or three generations with their own. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private static final long KIBIBYTE = 1024;

  private LiveHeap() {}

  /** Bytes that are left after a collection; 0 where the JDK has no jcmd or it is not answered. */
  static long of(long pid) {
    Path programs = Path.of(System.getProperty("java.home"), "bin");
    try {
      PeerProgram.run(programs, List.of("jcmd", String.valueOf(pid), "GC.run"));
      return used(PeerProgram.run(programs, List.of("jcmd", String.valueOf(pid), "GC.heap_info")));
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return 0;
    }
  }

  /** What jcmd says, in bytes. Pure. */
  static long used(String said) {
    long used = 0;
    Matcher matcher = USED.matcher(said);
    while (matcher.find()) {
      used += Long.parseLong(matcher.group(1)) * KIBIBYTE;
    }
    return used;
  }
}
