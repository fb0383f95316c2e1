package io.tributary.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.Node;

/** The room that brokers have on the disks of their topics, as they tell it themselves. */
public final class BrokerRoom {
  private BrokerRoom() {}

  /**
   * That of the broker with the least. Brokers tell since 3.3; a service that may not ask gets no
   * answer, and then nothing is seen. Blocks.
   *
   * @return free bytes; empty where nothing is seen
   * @throws TimeoutException when they do not answer in time
   */
  public static OptionalLong least(Admin admin, Collection<Node> brokers, Duration timeout)
      throws InterruptedException, TimeoutException {
    try {
      return admin
          .describeLogDirs(brokers.stream().map(Node::id).toList())
          .allDescriptions()
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .values()
          .stream()
          .map(BrokerRoom::of)
          .flatMapToLong(OptionalLong::stream)
          .min();
    } catch (ExecutionException e) {
      return OptionalLong.empty();
    }
  }

  private static OptionalLong of(Map<String, LogDirDescription> directories) {
    return directories.values().stream()
        .map(LogDirDescription::usableBytes)
        .flatMapToLong(OptionalLong::stream)
        .max();
  }
}
