package io.tributary.local.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.fixture.LeakSearch;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.TestStack;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Looks wherever people read what Tributary says for a value that a test has put into rows.
 *
 * @param secret a text that no other test and no name has
 */
record RowsOutOfSight(TestStack stack, OperatorApi api, String secret) {
  /** With a text of its own. */
  RowsOutOfSight(TestStack stack) {
    this(stack, stack.api(), "s3cr3t" + Long.toHexString(System.nanoTime()));
  }

  /** Topics of changes and dead letters hold the rows; so do answers about those set aside. */
  void assertShownNowhere(String name, String... kept) throws Exception {
    LeakSearch search = new LeakSearch(stack, List.of(secret, secret.toUpperCase(Locale.ROOT)));
    Collection<String> places = search.logs();
    places.addAll(
        search.topics(topic -> !topic.endsWith(".changes") && !topic.endsWith(".dead-letters")));
    for (String answer :
        List.of("", "/plan", "/history", "/evidence", "/dead-letters", "/quarantine")) {
      boolean asked = !List.of(kept).contains(answer.replace("/", ""));
      if (asked && search.shows(api.get(name + answer).toString())) {
        places.add("GET " + answer);
      }
    }
    if (search.shows(stack.view("validator-service").text("/validation"))) {
      places.add("GET of the validator");
    }
    assertThat(places).as("places that show values of rows").isEmpty();
  }
}
