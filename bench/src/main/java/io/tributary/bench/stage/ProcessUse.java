package io.tributary.bench.stage;

/**
 * The processor time and memory that a process has used since it began, its children included.
 *
 * @param processorSeconds on all processors together
 * @param peakBytes of memory that was resident, 0 for a PostgreSQL server, whose processes share it
 */
public record ProcessUse(double processorSeconds, long peakBytes) {
  static final ProcessUse NOTHING = new ProcessUse(0, 0);

  ProcessUse plus(ProcessUse other) {
    return new ProcessUse(
        processorSeconds + other.processorSeconds, Math.max(peakBytes, other.peakBytes));
  }
}
