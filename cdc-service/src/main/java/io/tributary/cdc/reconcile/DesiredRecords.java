package io.tributary.cdc.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.desired.DesiredState;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.json.Json;
import io.tributary.common.json.RecordFormat;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the records of the desired topic, each for itself: one that cannot be read, or that
 * fails, keeps no other migration from what was ordered for it.
 *
 * @param orders does what they say
 */
record DesiredRecords(Orders orders) {
  private static final Logger LOG = Logger.getLogger(DesiredRecords.class);

  /** What the records of the topic ask for. */
  interface Orders {
    /** A migration's desired state. */
    void desire(DesiredState desired);

    /** A migration that was deleted. */
    void forget(String migration);

    /** A desired state that this version cannot read; the one before it stays in force. */
    void unreadable(UnreadableOrder order);
  }

  /**
   * What can be told of a desired state that cannot be read.
   *
   * @param migration the record's key
   * @param generation the one that nobody answers, 0 when even that is not readable
   * @param sources the sources that it names, as far as they are readable
   * @param error for each of these sources
   */
  record UnreadableOrder(
      String migration, long generation, List<String> sources, ErrorReport error) {}

  void carryOut(Map<String, byte[]> latest) {
    latest.forEach(
        (migration, value) -> {
          try {
            carryOut(migration, value);
          } catch (RuntimeException e) {
            LOG.errorf(e, "desired state not carried out migration=%s", migration);
          }
        });
  }

  private void carryOut(String migration, byte @Nullable [] value) {
    if (value == null) {
      LOG.infof("deleted migration=%s", migration);
      orders.forget(migration);
      return;
    }
    DesiredState desired;
    try {
      desired = RecordFormat.read(value, DesiredState.class);
    } catch (UncheckedIOException e) {
      UnreadableOrder order = unreadable(migration, value, e);
      LOG.errorf("migration=%s code=%s %s", migration, order.error().code(), e.getMessage());
      orders.unreadable(order);
      return;
    }
    LOG.infof(
        "desired migration=%s generation=%d goal=%s",
        desired.migration().name(), desired.generation(), desired.goal());
    orders.desire(desired);
  }

  private static String firstLine(UncheckedIOException cause) {
    return Optional.ofNullable(cause.getCause())
        .map(Throwable::getMessage)
        .flatMap(message -> message.lines().findFirst())
        .orElse("");
  }

  private static UnreadableOrder unreadable(
      String migration, byte[] value, UncheckedIOException cause) {
    ErrorReport error =
        ErrorReport.of(
            ReconcileError.ORDER_UNREADABLE,
            "What was ordered last for migration %s cannot be read by this version of cdc-service, which goes on with what was ordered before: %s."
                .formatted(migration, firstLine(cause)),
            Map.of("migration", String.valueOf(migration)));
    List<String> sources = new ArrayList<>();
    long generation = 0;
    try {
      JsonNode order = Json.read(value, JsonNode.class);
      generation = order.path("generation").asLong();
      for (JsonNode source : order.path("migration").path("sources")) {
        if (source.path("name").isTextual()) {
          sources.add(source.path("name").asText());
        }
      }
    } catch (UncheckedIOException e) {
      LOG.debugf("no JSON either migration=%s", migration);
    }
    return new UnreadableOrder(migration, generation, sources, error);
  }
}
