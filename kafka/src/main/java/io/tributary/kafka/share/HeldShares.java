package io.tributary.kafka.share;

import io.tributary.common.desired.SourceShare;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * The shares that a consumer was given in its group: those whose keeper knows of them, and those
 * that it has still to be told of. What is taken away is given up at once, in the consumer's own
 * call, so that nobody else is given it before. One thread.
 */
final class HeldShares implements ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(HeldShares.class);
  private static final Duration ANSWER = Duration.ofSeconds(2);

  private final ShareKeeper keeper;
  private final Set<SourceShare> coming = new HashSet<>();
  private int handedOut;

  HeldShares(ShareKeeper keeper) {
    this.keeper = keeper;
  }

  /** How often shares were handed out. */
  int handedOut() {
    return handedOut;
  }

  /** Tells the keeper of all that it was not told of. */
  void take() {
    Set<SourceShare> taken = Set.copyOf(coming);
    coming.clear();
    if (!taken.isEmpty()) {
      LOG.infof("active for shares=%s", numbers(taken));
      keeper.taken(taken);
    }
  }

  /** All are lost. */
  void giveAll() {
    coming.clear();
    keeper.given(SourceShare.all().collect(Collectors.toSet()));
  }

  /**
   * Whether the broker still knows a consumer as the member that holds a share. Waits some seconds
   * at most; no answer counts as no.
   */
  boolean proven(Consumer<?, ?> member, SourceShare share) {
    Set<TopicPartition> held =
        member.assignment().stream()
            .filter(partition -> partition.partition() == share.number())
            .collect(Collectors.toSet());
    try {
      // The offset means nothing; the broker takes it only from a living member.
      held.forEach(
          partition -> member.commitSync(Map.of(partition, new OffsetAndMetadata(0)), ANSWER));
      return !held.isEmpty();
    } catch (KafkaException e) {
      LOG.warnf("not known to hold share=%d: %s", share.number(), e.getMessage());
      return false;
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    coming.addAll(shares(partitions));
    handedOut++;
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    Set<SourceShare> given = shares(partitions);
    if (!given.isEmpty()) {
      LOG.infof("standing by for shares=%s", numbers(given));
      coming.removeAll(given);
      keeper.given(given);
    }
  }

  private static Set<SourceShare> shares(Collection<TopicPartition> partitions) {
    return partitions.stream()
        .map(partition -> new SourceShare(partition.partition()))
        .collect(Collectors.toSet());
  }

  private static String numbers(Set<SourceShare> shares) {
    return shares.stream()
        .map(SourceShare::number)
        .sorted()
        .map(String::valueOf)
        .collect(Collectors.joining(","));
  }
}
