package io.tributary.common.plan.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.common.json.Json;
import io.tributary.common.plan.Migration;
import io.tributary.common.plan.notify.NotificationKind;
import io.tributary.common.plan.notify.NotifyRule;
import java.util.List;
import org.junit.jupiter.api.Test;

class NotifyTest {
  @Test
  void readsWhomToTellOfWhat() {
    Migration migration =
        parse(
            """
              - url: "https://hooks.internal/t/${env:HOOK}"
              - url: http://pager.internal/
                events: [dead-letter, health, dead-letter]
                timeout-millis: 700
            """);

    assertThat(migration.notified())
        .containsExactly(
            new NotifyRule(
                "https://hooks.internal/t/${env:HOOK}", List.of(NotificationKind.values()), 5_000),
            new NotifyRule(
                "http://pager.internal/",
                List.of(NotificationKind.HEALTH, NotificationKind.DEAD_LETTER),
                700));
  }

  @Test
  void readsAPlanThatWasStoredBeforeAnybodyWasTold() {
    Migration migration = MigrationFile.parse(ExampleFile.text());
    ObjectNode stored = Json.read(Json.write(migration), ObjectNode.class);
    stored.remove("notified");

    assertThat(Json.read(Json.write(stored), Migration.class)).isEqualTo(migration);
    assertThat(migration.notified()).isEmpty();
  }

  @Test
  void refusesWhatCannotBeMeant() {
    assertRefused("  - url: mail:me\n", "notify[0].url", "no http or https address");
    assertRefused("  - events: [health]\n", "notify[0]", "\"url\" is missing");
    assertRefused(
        "  - url: http://a/\n    events: [helth]\n",
        "notify[0].events",
        "did you mean \"health\"?");
    assertRefused("  - url: http://a/\n    events: []\n", "notify[0].events", "at least one kind");
    assertRefused(
        "  - url: http://a/\n  - url: http://a/\n", "notify[1]", "This address is named above.");
  }

  private static void assertRefused(String rules, String place, String message) {
    assertThatThrownBy(() -> parse(rules))
        .hasMessageContaining(place)
        .hasMessageContaining(message);
  }

  private static Migration parse(String rules) {
    return MigrationFile.parse(ExampleFile.text() + "\nnotify:\n" + rules);
  }
}
