package io.tributary.validator.topic;

import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.event.TableVerdict;
import io.tributary.common.json.Json;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.topic.TopicNames;
import io.tributary.validator.watch.Reports;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends results to their topics and counts them. A send that fails is logged; the next pass sends
 * the latest again.
 */
@ApplicationScoped
public class KafkaReports implements Reports {
  private static final Logger LOG = Logger.getLogger(KafkaReports.class);
  private static final String EVENT_SOURCE = "/tributary/validator-service";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final TopicNames topics;
  private final MeterRegistry meters;
  private final VerdictMetrics verdicts;

  KafkaReports(KafkaClients clients, MeterRegistry meters, VerdictMetrics verdicts) {
    this.producer = clients.producer();
    this.topics = clients.topics();
    this.meters = meters;
    this.verdicts = verdicts;
  }

  @Override
  public void table(TableVerdict verdict) {
    String subject = verdict.migration() + "/" + verdict.source() + "/" + verdict.table();
    CloudEvent<TableVerdict> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            EVENT_SOURCE,
            CloudEvent.VALIDATION_TABLE,
            subject,
            verdict.comparedAt(),
            verdict);
    send(topics.validation(), subject, event);
    count("tributary.validator.rows.compared", verdict, Math.max(0, verdict.sourceRows()));
    count("tributary.validator.differences", verdict, verdict.differenceCount());
    count("tributary.validator.rows.unsettled", verdict, verdict.unsettledRows());
    if (verdict.verdict() != TableVerdict.Verdict.EQUAL) {
      LOG.warnf(
          "not equal migration=%s source=%s table=%s verdict=%s differences=%d unsettled=%d",
          verdict.migration(),
          verdict.source(),
          verdict.table(),
          verdict.verdict(),
          verdict.differenceCount(),
          verdict.unsettledRows());
    }
  }

  @Override
  public void observed(ValidationObserved observed) {
    send(topics.observed(), observed.key(), observed);
    verdicts.show(observed);
  }

  @Override
  public void forgotten(String migration) {
    verdicts.forget(migration);
  }

  @Override
  public void pass(String migration, String source, long millis) {
    meters
        .timer("tributary.validator.pass.duration", "migration", migration, "source", source)
        .record(Duration.ofMillis(millis));
    meters
        .counter("tributary.validator.passes", "migration", migration, "source", source)
        .increment();
  }

  @Override
  public void failed(String migration, String source, ErrorReport error) {
    meters
        .counter(
            "tributary.validator.failures",
            "migration",
            migration,
            "source",
            source,
            "code",
            error.code())
        .increment();
  }

  private void count(String name, TableVerdict verdict, long amount) {
    meters
        .counter(name, "migration", verdict.migration(), "source", verdict.source())
        .increment(amount);
  }

  private void send(String topic, String key, Object value) {
    producer.send(
        new ProducerRecord<>(topic, key, Json.write(value)),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.errorf("not sent topic=%s key=%s cause=%s", topic, key, failure.getMessage());
          }
        });
  }

  @PreDestroy
  void close() {
    producer.close(CLOSE_LIMIT);
  }
}
