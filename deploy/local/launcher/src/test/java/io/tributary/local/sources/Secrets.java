package io.tributary.local.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Looks for passwords where none belongs: answers, log files, and every record of every topic. */
final class Secrets {
  private Secrets() {}

  static void assertShownNowhere(TestStack stack) throws Exception {
    Collection<String> secrets =
        List.of(stack.source.password(), TestStack.APP_PASSWORD, TestStack.WRONG_PASSWORD);
    Collection<String> places = new TreeSet<>();
    for (String secret : secrets) {
      if (OperatorApi.seen().stream().anyMatch(answer -> answer.contains(secret))) {
        places.add("an answer of the API");
      }
    }
    try (Stream<Path> logs = Files.list(stack.logs())) {
      for (Path log : logs.toList()) {
        String text = new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1);
        if (secrets.stream().anyMatch(text::contains)) {
          places.add(log.toString());
        }
      }
    }
    places.addAll(topics(stack, secrets));
    assertThat(places).as("places that show a secret").isEmpty();
  }

  private static Collection<String> topics(TestStack stack, Collection<String> secrets)
      throws IOException {
    Collection<String> places = new TreeSet<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            stack.kafkaClient(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.listTopics().values().stream()
              .flatMap(List::stream)
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      assertThat(ends.values().stream().mapToLong(Long::longValue).sum()).isPositive();
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          String text = text(record.key()) + text(record.value());
          if (secrets.stream().anyMatch(text::contains)) {
            places.add("topic " + record.topic());
          }
        }
      }
    }
    return places;
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
