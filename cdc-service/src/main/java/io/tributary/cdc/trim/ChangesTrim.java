package io.tributary.cdc.trim;

import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one change topic at its beginning. Blocking; throws {@link KafkaException} when the broker
 * does not answer or refuses.
 */
final class ChangesTrim {
  private static final long LIMIT_SECONDS = 30;

  private final Admin admin;
  private final TopicPartition topic;
  private final String validatorGroup;

  ChangesTrim(Admin admin, String topic, String validatorGroup) {
    this.admin = admin;
    this.topic = new TopicPartition(topic, 0);
    this.validatorGroup = validatorGroup;
  }

  /**
   * Deletes what may go; empty when nothing does, or the topic begins there already.
   *
   * @param applied the last record of which everything is applied, read from the target just now
   * @param youngest records from here on stay in any case
   * @return where the topic begins now
   */
  OptionalLong trim(long applied, Instant youngest) {
    OptionalLong first = new TrimPlace(applied, compared(), since(youngest)).firstToStay();
    if (first.isEmpty() || first.getAsLong() <= offset(OffsetSpec.earliest())) {
      return OptionalLong.empty();
    }
    answer(
        admin.deleteRecords(Map.of(topic, RecordsToDelete.beforeOffset(first.getAsLong()))).all());
    return first;
  }

  private OptionalLong compared() {
    Map<TopicPartition, OffsetAndMetadata> committed =
        answer(admin.listConsumerGroupOffsets(validatorGroup).partitionsToOffsetAndMetadata());
    @Nullable OffsetAndMetadata offset = committed.get(topic);
    return offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset());
  }

  private OptionalLong since(Instant moment) {
    long offset = offset(OffsetSpec.forTimestamp(moment.toEpochMilli()));
    return offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset);
  }

  private long offset(OffsetSpec place) {
    return answer(admin.listOffsets(Map.of(topic, place)).partitionResult(topic)).offset();
  }

  private static <T> T answer(KafkaFuture<T> asked) {
    try {
      return asked.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (TimeoutException e) {
      throw new KafkaException("no answer within " + LIMIT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("interrupted", e);
    }
  }
}
