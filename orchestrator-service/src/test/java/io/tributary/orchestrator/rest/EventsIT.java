package io.tributary.orchestrator.rest;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tributary.fixture.ApiTokenFile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A client that stays connected hears of what happens. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventsIT extends RestBench {
  @TestHTTPResource("/migrations/events/events")
  URI address;

  @Test
  void tellsStatusAndTransitionsAndGoesOnAfterTheLastOneReceived() {
    // given
    post(file("events", directory.resolve("x"))).statusCode(201);
    Listener listener = new Listener(null);
    await().atMost(LONG).until(() -> listener.data("status").size() > 0);
    assertThat(listener.data("status").get(0)).contains("\"state\":\"Created\"");

    // when
    order("events", "start").statusCode(202);

    // then
    await()
        .atMost(LONG)
        .until(
            () ->
                listener.data("transition").stream()
                    .anyMatch(t -> t.contains("\"toState\":\"Replicating\"")));
    await()
        .atMost(LONG)
        .until(
            () ->
                listener.data("status").stream()
                    .anyMatch(s -> s.contains("\"phase\":\"STREAMING\"")));

    // when another client says what it knows
    String first = listener.ids().get(0);
    Listener later = new Listener(first);
    await().atMost(LONG).until(() -> later.ids().size() >= listener.ids().size() - 1);
    assertThat(later.ids()).startsWith(listener.ids().get(1)).doesNotContain(first);

    // when the migration is gone
    order("events", "abort").statusCode(202);
    awaitState("events", "Aborted");
    given().delete("/migrations/events").then().statusCode(204);

    // then
    await().atMost(LONG).until(() -> listener.ended() && later.ended());
    get("/migrations/events/events").then().statusCode(404).contentType(PROBLEM);
  }

  /** Reads the stream line by line. */
  private final class Listener {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CompletableFuture<HttpResponse<Void>> answer;

    Listener(String lastEventId) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(address).header("Authorization", "Bearer " + ApiTokenFile.TOKEN);
      if (lastEventId != null) {
        request.header("Last-Event-ID", lastEventId);
      }
      answer =
          HttpClient.newHttpClient()
              .sendAsync(
                  request.build(), info -> HttpResponse.BodySubscribers.fromLineSubscriber(sink()));
    }

    private Flow.Subscriber<String> sink() {
      return new Flow.Subscriber<>() {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
          subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
          lines.add(line);
        }

        @Override
        public void onError(Throwable failure) {
          lines.add("failed: " + failure);
        }

        @Override
        public void onComplete() {}
      };
    }

    boolean ended() {
      return answer.isDone();
    }

    List<String> ids() {
      return fields("id");
    }

    List<String> data(String event) {
      List<String> all = List.copyOf(lines);
      return IntStream.range(0, all.size())
          .filter(i -> all.get(i).equals("event:" + event))
          .mapToObj(i -> all.subList(i, Math.min(all.size(), i + 4)))
          .flatMap(some -> some.stream().filter(l -> l.startsWith("data:")).limit(1))
          .toList();
    }

    private List<String> fields(String field) {
      return lines.stream()
          .filter(l -> l.startsWith(field + ":"))
          .map(l -> l.substring(field.length() + 1).trim())
          .toList();
    }
  }
}
