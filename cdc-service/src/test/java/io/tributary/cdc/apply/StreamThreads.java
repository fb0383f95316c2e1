package io.tributary.cdc.apply;

import io.tributary.common.model.StreamId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the threads of a stream stand, for the message of a test that waited in vain. */
final class StreamThreads {
  private static final int FRAMES = 12;

  private StreamThreads() {}

  static String of(StreamId stream) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(entry -> concerns(entry.getKey().getName(), stream))
        .map(StreamThreads::print)
        .collect(Collectors.joining("\n"));
  }

  private static boolean concerns(String name, StreamId stream) {
    return name.endsWith(stream.toString())
        || name.startsWith("smallrye-kafka-consumer")
        || name.startsWith("vert.x-eventloop");
  }

  private static String print(Map.Entry<Thread, StackTraceElement[]> entry) {
    return entry.getKey().getName()
        + Arrays.stream(entry.getValue())
            .limit(FRAMES)
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
  }
}
