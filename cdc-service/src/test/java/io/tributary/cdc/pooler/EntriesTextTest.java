package io.tributary.cdc.pooler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntriesTextTest {
  private static final String HOME =
      """
      ; of the application
      [databases]
      shop = host=old port=6000 dbname=shop user=old password='it''s' pool_size=4
      other = host=elsewhere

      # end
      """;
  private static final HoldMark MARK =
      new HoldMark(
          "c-1", Instant.parse("2030-01-01T00:00:00Z"), Instant.parse("2030-01-01T00:00:10Z"));

  @Test
  void comesHomeLetterByLetterFromEveryDetour() {
    EntriesText home = EntriesText.of(HOME);

    EntriesText away = moved(home.held(MARK)).held(MARK);

    assertThat(EntriesText.of(away.text()).home().text()).isEqualTo(HOME);
    assertThat(EntriesText.of(home.probing("1").text()).free().text()).isEqualTo(HOME);
    assertThat(EntriesText.of(home.held(MARK).text()).free().text()).isEqualTo(HOME);
    assertThat(EntriesText.of(moved(home).probing("1").text()).home().text()).isEqualTo(HOME);
  }

  @Test
  void leadsTheNamedDatabaseAwayAndKeepsWhatElseIsSaid() {
    EntriesText away = moved(EntriesText.of(HOME));

    assertThat(away.moved()).isTrue();
    assertThat(away.entry("shop").orElseThrow().parameters())
        .containsExactly(
            Map.entry("host", "new"), Map.entry("user", "shop"), Map.entry("pool_size", "4"));
    assertThat(away.entry("other").orElseThrow().line()).isEqualTo("other = host=elsewhere");
    assertThat(moved(away)).isEqualTo(away);
  }

  @Test
  void tellsThatClientsAreHeldOnceItIsWritten() {
    EntriesText held = EntriesText.of(EntriesText.of(HOME).held(MARK).text());

    assertThat(held.mark()).contains(MARK);
    assertThat(held.held(MARK)).isEqualTo(held);
    assertThat(held.free().mark()).isEmpty();
    assertThat(EntriesText.of("; tributary-held: nonsense\n").mark()).isEmpty();
  }

  @Test
  void theLastEntryOfANameIsInForceAndCommentsAreNone() {
    EntriesText text = EntriesText.of("; shop = host=a\nshop = host=b\nshop = host=c\n");

    assertThat(text.entry("shop").orElseThrow().parameters()).containsEntry("host", "c");
    assertThat(text.entry("nobody")).isEmpty();
  }

  private static EntriesText moved(EntriesText text) {
    return text.leading(
        entry ->
            entry.database().equals("shop")
                ? Optional.of(new PoolerEntry(entry.name(), ordered()))
                : Optional.empty());
  }

  private static Map<String, String> ordered() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("host", "new");
    parameters.put("user", "shop");
    parameters.put("pool_size", "4");
    return parameters;
  }
}
