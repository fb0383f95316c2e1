package io.tributary.validator.topic;

import io.tributary.common.error.ErrorReport;
import io.tributary.common.event.CloudEvent;
import io.tributary.common.json.Json;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.ValidationObserved;
import io.tributary.common.topic.TopicNames;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.validator.metrics.ComparisonMetrics;
import io.tributary.validator.metrics.LedgerMetrics;
import io.tributary.validator.metrics.VerdictMetrics;
import io.tributary.validator.run.ValidationReports;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logging.Logger;

/**
 * Sends verdicts and observed state to their topics, and counts them. A send that fails is logged;
 * the next pass sends the latest again.
 */
@ApplicationScoped
public class KafkaReports implements ValidationReports {
  private static final Logger LOG = Logger.getLogger(KafkaReports.class);
  private static final String EVENT_SOURCE = "/tributary/validator-service";
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final ComparedOffsets compared;
  private final TopicNames topics;
  private final ComparisonMetrics comparisons;
  private final VerdictMetrics verdicts;
  private final LedgerMetrics ledgers;

  KafkaReports(
      KafkaClients clients,
      ComparisonMetrics comparisons,
      VerdictMetrics verdicts,
      LedgerMetrics ledgers) {
    this.producer = clients.producer();
    this.compared = new ComparedOffsets(clients.admin(), clients.topics());
    this.topics = clients.topics();
    this.comparisons = comparisons;
    this.verdicts = verdicts;
    this.ledgers = ledgers;
  }

  @Override
  public void table(TableVerdict verdict) {
    String subject =
        verdict.compared().migration() + "/" + verdict.compared().source() + "/" + verdict.table();
    CloudEvent<TableVerdict> event =
        CloudEvent.of(
            UUID.randomUUID().toString(),
            EVENT_SOURCE,
            CloudEvent.VALIDATION_TABLE,
            subject,
            verdict.time().comparedAt(),
            verdict);
    send(topics.validation(), subject, event);
    comparisons.compared(verdict);
    if (verdict.verdict() != TableVerdict.Verdict.EQUAL) {
      LOG.warnf(
          "not equal migration=%s source=%s table=%s verdict=%s differences=%d unsettled=%d",
          verdict.compared().migration(),
          verdict.compared().source(),
          verdict.table(),
          verdict.verdict(),
          verdict.findings().differenceCount(),
          verdict.findings().unsettledRows());
    }
  }

  @Override
  public void observed(ValidationObserved observed) {
    send(topics.observed(), observed.key(), observed);
    verdicts.show(observed);
    ledgers.show(observed);
  }

  @Override
  public void forgotten(String migration) {
    verdicts.forget(migration);
    ledgers.forget(migration);
  }

  @Override
  public void pass(String migration, String source, long millis) {
    comparisons.passed(migration, source, millis);
  }

  @Override
  public void covered(StreamId stream, long upTo) {
    compared.keep(stream, upTo);
  }

  @Override
  public void failed(String migration, String source, ErrorReport error) {
    comparisons.failed(migration, source, error);
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
    compared.close();
  }
}
