package io.tributary.cdc.source;

import static io.tributary.cdc.source.PassingFailures.outlast;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.cdc.connect.SourceLag;
import io.tributary.cdc.source.kinds.SourceKinds;
import io.tributary.common.observed.SourceBacklog;
import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.ConnectFixture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** How far what is applied lies behind the source itself, at every kind of source. */
interface LagContract extends ContractedSource {

  @Test
  default void theLagGrowsWhileTheConnectorStandsStillAndTheApplicationWrites() throws Exception {
    // given
    SourceKinds kinds = kinds();
    kinds.of(moving()).prepare();
    outlast(() -> kinds.of(moving()).capture());
    awaitCaptured(kinds);
    SourceDriver driver = kinds.of(moving());
    try (ChangesTopicReader topic =
        new ChangesTopicReader(new TopicNames("tributary").changes(stream()))) {
      add(2, "before");
      await().atMost(LIMIT).until(() -> topic.count("before") > 0 && lag(driver, topic) == 0);

      // when
      order("pause");
      await()
          .atMost(LIMIT)
          .until(
              () -> {
                driver.supervise();
                return driver.captureStatus().connector().equals("PAUSED");
              });
      add(3, "unseen");
      add(4, "unseen");

      // then: what comes from the topic looks as if nothing were missing
      await().atMost(LIMIT).until(() -> lag(driver, topic) > 2_000);
      SourceLag paused = driver.lag(end(topic)).orElseThrow();
      SourceBacklog backlog = paused.backlog();
      assertThat(backlog.behindBytes().orElse(0) + backlog.behindRows().orElse(0)).isPositive();
      assertThat(paused.with(OptionalLong.empty()).orElseThrow()).isGreaterThan(2_000);
      assertThat(topic.count("unseen")).isZero();

      // when
      order("resume");

      // then
      await().atMost(LIMIT).until(() -> topic.count("unseen") > 0 && lag(driver, topic) == 0);
    }
    outlast(() -> kinds.of(moving()).removeCapture());
    kinds.of(moving()).removeTarget();
  }

  /** -1 when the lag is unknown. */
  private static long lag(SourceDriver driver, ChangesTopicReader topic) {
    driver.supervise();
    OptionalLong none = OptionalLong.of(0);
    return driver.lag(end(topic)).map(lag -> lag.with(none)).orElse(none).orElse(-1);
  }

  /** The end of the last transaction that is on the topic, as somebody who has applied all. */
  private static long end(ChangesTopicReader topic) {
    Pattern end = Pattern.compile("\"status\":\"END\",\"id\":\"[^:\"]*:(\\d+)\"");
    return topic.values().stream()
        .flatMap(value -> end.matcher(value).results())
        .map((MatchResult found) -> Long.parseLong(found.group(1)))
        .reduce(0L, Math::max);
  }

  private void order(String verb) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/connectors/%s/%s"
                        .formatted(
                            ConnectFixture.worker().restUrl(),
                            new TopicNames("tributary").capture(stream()).connector(),
                            verb)))
            .PUT(HttpRequest.BodyPublishers.noBody())
            .build();
    assertThat(
            HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(202);
  }
}
