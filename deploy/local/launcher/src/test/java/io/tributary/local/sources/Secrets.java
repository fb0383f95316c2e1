package io.tributary.local.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.fixture.LeakSearch;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.util.Collection;
import java.util.List;

/** Looks for passwords where none belongs: answers, log files, and every record of every topic. */
final class Secrets {
  private Secrets() {}

  static void assertShownNowhere(TestStack stack) throws Exception {
    LeakSearch search =
        new LeakSearch(
            stack,
            List.of(stack.source.password(), TestStack.APP_PASSWORD, TestStack.WRONG_PASSWORD));
    Collection<String> places = search.logs();
    places.addAll(search.topics(topic -> true));
    if (OperatorApi.seen().stream().anyMatch(search::shows)) {
      places.add("an answer of the API");
    }
    assertThat(places).as("places that show a secret").isEmpty();
  }
}
