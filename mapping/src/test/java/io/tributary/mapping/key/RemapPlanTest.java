package io.tributary.mapping.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RemapPlanTest {
  private static final SqliteColumnName AGENT = new SqliteColumnName("agents", "id");

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
            new SqliteColumnName("agents", "boss"),
            new SqliteColumnName("agents", "note"),
            new SqliteColumnName("tasks", "agent"),
            new SqliteColumnName("profiles", "agent"),
            new SqliteColumnName("notes", "profile"))
        .containsValue(AGENT);
    assertThat(plan.columns()).doesNotContainKey(new SqliteColumnName("tasks", "kind"));
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
            AGENT,
            new SqliteColumnName("members", "agent"),
            new SqliteColumnName("votes", "m_agent"));
  }

  @Test
  void takesTheParentsMapForAKeyThatIsAReferenceItself() {
    SqliteColumnName profile = new SqliteColumnName("profiles", "id");
    RemapPlan plan =
        RemapPlan.of(List.of(reference("profiles", "id", "agents", "id")), Set.of(AGENT, profile));
    assertThat(plan.columns()).containsEntry(profile, AGENT);
    assertThat(plan.problems()).isEmpty();
  }

  @Test
  void reportsColumnsThatCannotFollowOneMap() {
    SqliteColumnName user = new SqliteColumnName("users", "id");
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

  private static KeyReference reference(String table, String column, String parent, String key) {
    return new KeyReference(table, List.of(column), parent, List.of(key));
  }
}
