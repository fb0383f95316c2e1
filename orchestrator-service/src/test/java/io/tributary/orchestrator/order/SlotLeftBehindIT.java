package io.tributary.orchestrator.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.topic.TopicNames;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.fixture.RunbookCommand;
import io.tributary.orchestrator.Plans;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the runbook says to do about a slot at a source that came back. */
class SlotLeftBehindIT {
  private static final String DATABASE = "slot_left_behind";

  @Test
  void isDroppedByTheRunbookWithoutThoseOfOtherMigrations() throws Exception {
    // given two slots whose connectors are down
    PostgresServer server = PostgresFixture.source();
    server.createDatabase(DATABASE);
    String ours = slot(LeftAtSource.of(Plans.of("gone", "a"), "a", new TopicNames("tributary")));
    String other = slot(LeftAtSource.of(Plans.of("other", "a"), "a", new TopicNames("tributary")));
    try (Connection connection = server.connect(DATABASE);
        Statement statement = connection.createStatement()) {
      for (String slot : List.of(ours, other)) {
        statement.execute("SELECT pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
      }

      // when
      statement.execute(RunbookCommand.of("drop-slot").replace("SLOT", ours));

      // then
      assertThat(slots(statement)).containsExactly(other);
      statement.execute("SELECT pg_drop_replication_slot('" + other + "')");
    } finally {
      server.dropDatabase(DATABASE);
    }
  }

  /** The name between the first words and the reason. */
  private static String slot(List<String> leftBehind) {
    return leftBehind.get(0).replaceFirst("^replication slot (\\S+), .*$", "$1");
  }

  private static List<String> slots(Statement statement) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT slot_name FROM pg_replication_slots WHERE database = current_database()")) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
