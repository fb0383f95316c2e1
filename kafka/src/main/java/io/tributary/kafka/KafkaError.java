package io.tributary.kafka;

import io.tributary.common.error.ErrorCode;
import io.tributary.common.error.ErrorFact;
import io.tributary.common.error.ErrorType;

/** Why Kafka cannot be used as it is configured. */
public enum KafkaError implements ErrorCode {
  PROPERTIES_UNREADABLE(
      ErrorFact.lasting(
          "TRB-KAFKA-PROPERTIES-UNREADABLE",
          ErrorType.USER,
          "The file of client properties cannot be read.",
          "Name a file of Kafka's client properties that the service may read in"
              + " tributary.kafka.properties-file, and start the service again.")),
  TOPIC_UNFIT(
      ErrorFact.passing(
          "TRB-KAFKA-TOPIC-UNFIT",
          ErrorType.USER,
          "A topic of Tributary's exists and is not what it has to be: it has several partitions,"
              + " fewer replicas than tributary.topic-replication-factor, or a setting that"
              + " the service may not change.",
          "Do what the message says; it is looked at again by itself."));

  private final ErrorFact fact;

  KafkaError(ErrorFact fact) {
    this.fact = fact;
  }

  @Override
  public ErrorFact fact() {
    return fact;
  }
}
