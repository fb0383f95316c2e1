package io.tributary.common.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemapPlanTest {
  private static final UuidConversion KEYS = new UuidConversion(ConversionsTest.DNS, true);
  private static final KeyColumn AGENT = new KeyColumn("agents", "id");

  @Test
  void followsReferencesThroughKeysSelfReferencesAndCycles() {
    RemapPlan plan =
        RemapPlan.of(
            List.of(
                reference("tasks", "agent", "agents", "id"),
                reference("agents", "boss", "agents", "id"),
                reference("profiles", "agent", "agents", "id"),
                reference("notes", "profile", "profiles", "agent"),
                reference("agents", "note", "notes", "profile"),
                reference("tasks", "kind", "kinds", "id")),
            Set.of(AGENT));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.columns())
        .containsOnlyKeys(
            AGENT,
            new KeyColumn("agents", "boss"),
            new KeyColumn("agents", "note"),
            new KeyColumn("tasks", "agent"),
            new KeyColumn("profiles", "agent"),
            new KeyColumn("notes", "profile"))
        .containsValue(AGENT);
    assertThat(plan.mapOf(new KeyColumn("tasks", "kind"))).isEmpty();
  }

  @Test
  void rewritesOnlyTheColumnsOfACompositeKeyThatChange() {
    RemapPlan plan =
        RemapPlan.of(
            List.of(
                reference("members", "agent", "agents", "id"),
                new KeyReference(
                    "votes", List.of("m_agent", "m_no"), "members", List.of("agent", "no"))),
            Set.of(AGENT));
    assertThat(plan.problems()).isEmpty();
    assertThat(plan.columns().keySet())
        .containsExactly(
            AGENT, new KeyColumn("members", "agent"), new KeyColumn("votes", "m_agent"));
  }

  @Test
  void takesTheParentsMapForAKeyThatIsAReferenceItself() {
    KeyColumn profile = new KeyColumn("profiles", "id");
    RemapPlan plan =
        RemapPlan.of(List.of(reference("profiles", "id", "agents", "id")), Set.of(AGENT, profile));
    assertThat(plan.mapOf(profile)).contains(AGENT);
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void reportsColumnsThatCannotFollowOneMap() {
    KeyColumn user = new KeyColumn("users", "id");
    RemapPlan plan =
        RemapPlan.of(
            List.of(
                reference("owned", "owner", "agents", "id"),
                reference("owned", "owner", "users", "id"),
                reference("owned", "owner", "legacy", "id")),
            Set.of(AGENT, user));
    assertThat(plan.problems()).hasSize(2);
    assertThat(plan.problems().get(0)).contains("owned.owner", "agents.id", "users.id");
    assertThat(plan.problems().get(1)).contains("legacy.id");
  }

  @Test
  void mapsKeysAndFindsCollisionsAndOrphans() {
    // given
    Stored upper = text("CF1822FF-BC68-4778-AB49-1044D5E34124");
    Stored lower = text("cf1822ff-bc68-4778-ab49-1044d5e34124");

    // when
    KeyMap map = KeyMap.of(KEYS, List.of(upper, text("agent-005"), lower, Stored.NULL, text("")));

    // then
    assertThat(map.rejected())
        .extracting(Outcome.Rejected::reason)
        .containsExactly(Reason.KEY_COLLISION, Reason.NULL_KEY, Reason.EMPTY);
    assertThat(map.entries())
        .isEqualTo(
            Map.of(
                "cf1822ff-bc68-4778-ab49-1044d5e34124",
                upper,
                UuidText.version5(ConversionsTest.DNS, "agent-005").toString(),
                text("agent-005")));
    assertThat(map.reference(lower)).isEqualTo(map.key(upper));
    assertThat(map.reference(Stored.NULL)).isEqualTo(Outcome.NULL);
    assertThat(((Outcome.Rejected) map.reference(text("no-such-agent"))).reason())
        .isEqualTo(Reason.ORPHAN);
  }

  private static KeyReference reference(String table, String column, String parent, String key) {
    return new KeyReference(table, List.of(column), parent, List.of(key));
  }

  private static Stored text(String value) {
    return new Stored.Text(value);
  }
}
