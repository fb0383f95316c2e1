package io.tributary.connect.postgresql;

import io.debezium.pipeline.ChangeEventSourceCoordinator;
import io.debezium.pipeline.meters.CommonEventMeter;
import io.debezium.pipeline.metrics.PipelineMetrics;
import io.debezium.pipeline.source.spi.EventMetadataProvider;
import io.debezium.pipeline.spi.OffsetContext;
import io.debezium.spi.schema.DataCollectionId;
import java.lang.reflect.Field;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the metric {@code LastEvent} name the table of the last event only. Debezium prints the
 * whole event for it, as JSON by a mapper that it makes anew for each, so that a quarter of what an
 * event of the stream costs is for a text that the next event replaces.
 */
final class ShortSummaries implements EventMetadataProvider {
  private static final Logger LOG = LoggerFactory.getLogger(ShortSummaries.class);

  private final EventMetadataProvider provider;

  private ShortSummaries(EventMetadataProvider provider) {
    this.provider = provider;
  }

  /** Where Debezium has changed so much that this cannot be done it stays as slow as it is. */
  static void use(ChangeEventSourceCoordinator<?, ?> coordinator) {
    try {
      for (String metrics : new String[] {"snapshotMetrics", "streamingMetrics"}) {
        Object meter =
            DebeziumField.of(PipelineMetrics.class, "commonEventMeter")
                .get(
                    DebeziumField.of(ChangeEventSourceCoordinator.class, metrics).get(coordinator));
        Field provider = DebeziumField.of(CommonEventMeter.class, "metadataProvider");
        provider.set(meter, new ShortSummaries((EventMetadataProvider) provider.get(meter)));
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.warn("Every event is printed for a metric, which is slow: {}", e.toString());
    }
  }

  @Override
  public String toSummaryString(
      DataCollectionId source, OffsetContext offset, Object key, Struct value) {
    return source.identifier();
  }

  @Override
  public Instant getEventTimestamp(
      DataCollectionId source, OffsetContext offset, Object key, Struct value) {
    return provider.getEventTimestamp(source, offset, key, value);
  }

  @Override
  public Map<String, String> getEventSourcePosition(
      DataCollectionId source, OffsetContext offset, Object key, Struct value) {
    return provider.getEventSourcePosition(source, offset, key, value);
  }

  @Override
  public String getTransactionId(
      DataCollectionId source, OffsetContext offset, Object key, Struct value) {
    return provider.getTransactionId(source, offset, key, value);
  }
}
