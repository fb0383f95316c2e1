package io.tributary.cdc.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.tributary.cdc.connect.CaptureError;
import io.tributary.cdc.database.DiskRoom;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.observed.FenceObserved;
import io.tributary.common.observed.SourceAnswers;
import io.tributary.common.observed.SourceObserved;
import io.tributary.common.observed.SourcePhase;
import io.tributary.common.observed.SourceProblems;
import io.tributary.common.observed.SourceStanding;
import io.tributary.common.observed.StreamProgress;
import io.tributary.fixture.metric.MetricsDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceMetricsTest {
  private static final StreamId STREAM = new StreamId("shop", "orders");
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SourceMetrics metrics = new SourceMetrics(registry);

  @AfterEach
  void stop() {
    metrics.stop();
  }

  @Test
  void exposesEveryMetricOfASourceAsTheDocumentHasIt() {
    // given
    metrics.show(STREAM, new DiskRoom(OptionalLong.of(4711)));

    // when
    metrics.show(source(new FenceObserved("cut-1/1", 7, false, NOW, 0), true));

    // then
    awaitSample("tributary_source_free_disk_bytes{migration=\"shop\",source=\"orders\"} 4711.0");
    assertThat(MetricsDocument.read().problems("cdc-service", registry.scrape()))
        .allMatch(problem -> problem.startsWith("not exposed: tributary_apply_"));
    assertThat(MetricsDocument.read().unseen("cdc-service", registry.scrape()))
        .noneMatch(name -> name.startsWith("tributary_source_"));
  }

  @Test
  void tellsAFenceAndAGoalThatIsReachedAndTheContrary() {
    // when
    metrics.show(source(new FenceObserved("cut-1/1", 7, false, NOW, 0), true));
    // then
    awaitSample("tributary_source_fenced{migration=\"shop\",source=\"orders\"} 1.0");
    awaitSample("tributary_source_achieved{migration=\"shop\",source=\"orders\"} 1.0");

    // when
    metrics.show(source(null, false));
    // then
    awaitSample("tributary_source_fenced{migration=\"shop\",source=\"orders\"} 0.0");
    awaitSample("tributary_source_achieved{migration=\"shop\",source=\"orders\"} 0.0");

    // when
    metrics.forget("shop");
    // then
    assertThat(registry.scrape()).doesNotContain("\"shop\"");
  }

  private void awaitSample(String sample) {
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(registry.scrape().replace(",}", "}")).contains(sample));
  }

  private static SourceObserved source(@Nullable FenceObserved fence, boolean achieved) {
    return new SourceObserved(
        STREAM,
        new SourceStanding(3, SourcePhase.FENCED, achieved),
        "RUNNING",
        StreamProgress.none(),
        new SourceAnswers(fence, null),
        new SourceProblems(null, List.of(ErrorReport.of(CaptureError.WAL_KEPT, "Kept.", Map.of()))),
        NOW);
  }
}
