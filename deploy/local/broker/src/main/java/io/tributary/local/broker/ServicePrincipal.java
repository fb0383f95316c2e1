package io.tributary.local.broker;

import java.util.Locale;
import java.util.stream.Stream;

/** The clients that log in to the broker. */
enum ServicePrincipal {
  ORCHESTRATOR,
  CDC,
  VALIDATOR,
  CONNECT,
  /** Consumers of the operator's own. */
  OPERATOR;

  /** All names, as Kafka knows them. */
  static Stream<String> names() {
    return Stream.of(values()).map(ServicePrincipal::principal);
  }

  /** The name with which it logs in. */
  String principal() {
    return name().toLowerCase(Locale.ROOT);
  }
}
