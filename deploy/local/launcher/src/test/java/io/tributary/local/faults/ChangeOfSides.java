package io.tributary.local.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.local.fixture.OperatorApi;
import io.tributary.local.fixture.Shop;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What has to be so of writers at both sides, whoever died while the sides changed. */
final class ChangeOfSides {
  private ChangeOfSides() {}

  /** The side that is left accepted nothing that began after the other one had accepted a write. */
  static void assertNeverBoth(List<Probes.Accepted> left, List<Probes.Accepted> entered) {
    long firstEntered =
        entered.stream().mapToLong(Probes.Accepted::acknowledged).min().orElseThrow();
    Probes.Accepted lastLeft =
        left.stream().max(Comparator.comparingLong(Probes.Accepted::begun)).orElseThrow();
    assertThat(lastLeft.begun())
        .as("a side accepted a write that began after the other one had accepted one")
        .isLessThan(firstEntered);
  }

  /** The open side has every write that either of them acknowledged. */
  static void assertNothingLost(Connection opened, String table, Probes probes)
      throws SQLException {
    Set<Long> there = new HashSet<>();
    try (opened;
        Statement statement = opened.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id FROM " + table)) {
      while (rows.next()) {
        there.add(rows.getLong(1));
      }
    }
    List<Long> accepted =
        Stream.concat(probes.atSource().stream(), probes.atTarget().stream())
            .map(Probes.Accepted::id)
            .toList();
    assertThat(there).containsAll(accepted);
  }

  /** One for each change that was not undone, the last with what was verified for it. */
  static void assertReports(OperatorApi api, Shop shop, int changes) throws Exception {
    String last = "/" + (changes - 1);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> api.get(shop.name() + "/evidence").at(last + "/signed").asBoolean());
    JsonNode all = api.get(shop.name() + "/evidence");
    assertThat(all).hasSize(changes);
    String id = all.at(last + "/cutoverId").asText();
    assertThat(api.get(shop.name()).at("/cutover/id").asText()).isEqualTo(id);
    assertThat(
            api.get(shop.name() + "/evidence/" + id)
                .at("/report/streams/0/tables")
                .findValuesAsText("verdict"))
        .containsExactly("EQUAL", "EQUAL", "EQUAL");
  }
}
