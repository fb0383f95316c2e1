import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Prints each validation result as one line, and ends with status 1 at the first table that differs
 * when {@code --fail} is given.
 *
 * <p>Arguments: broker address, topic, then {@code --from-beginning} and {@code --fail} as wished.
 */
public class WatchValidation {
  public static void main(String[] args) throws Exception {
    String broker = args.length > 0 ? args[0] : "127.0.0.1:9092";
    String topic = args.length > 1 ? args[1] : "tributary.validation";
    List<String> options = List.of(args);
    Properties settings = new Properties();
    settings.put("bootstrap.servers", broker);
    ObjectMapper json = new ObjectMapper();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      if (options.contains("--from-beginning")) {
        consumer.seekToBeginning(partitions);
      } else {
        consumer.seekToEnd(partitions);
      }
      while (true) {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
          JsonNode event = json.readTree(record.value());
          if (!event.path("type").asText().equals("io.tributary.validation.table.v1")) {
            continue;
          }
          JsonNode data = event.get("data");
          System.out.printf(
              "%s %-9s %s source=%d target=%d differences=%d%n",
              event.get("time").asText(),
              data.get("verdict").asText(),
              event.get("subject").asText(),
              data.get("sourceRows").asLong(),
              data.get("targetRows").asLong(),
              data.get("differenceCount").asLong());
          data.get("differences").forEach(difference -> System.out.println("  " + difference));
          if (options.contains("--fail") && data.get("verdict").asText().equals("DIFFERENT")) {
            System.exit(1);
          }
        }
      }
    }
  }
}
