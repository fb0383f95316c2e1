package io.tributary.local.demo.sample;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** All samples of the demo, by the names of their applications. */
public final class SampleList {
  private static final int LONG = 20_000;

  private static final DemoSample LETTA =
      new DemoSample(
          "letta",
          "LETTA_PG_URI",
          "letta_agents",
          Map.of(
              "archival_passages", "letta_embeddings",
              "source_passages", "letta_embeddings"),
          List.of(
              new SampleTable(
                  "prompts",
                  "id",
                  "prompt",
                  LONG,
                  "INSERT INTO prompts (id, prompt) VALUES (?, ?)",
                  "UPDATE prompts SET updated_at = now() WHERE id = ?"),
              new SampleTable(
                  "organizations",
                  "id",
                  "name",
                  60,
                  "INSERT INTO organizations (id, name, privileged_tools) VALUES (?, ?, false)",
                  "UPDATE organizations SET updated_at = now() WHERE id = ?"),
              new SampleTable(
                  "messages",
                  "id",
                  "text",
                  LONG,
                  "INSERT INTO messages (id, text, agent_id, role, tool_calls, organization_id)"
                      + " SELECT ?, ?, (SELECT min(id) FROM agents), 'user', '[]',"
                      + " (SELECT min(id) FROM organizations WHERE id NOT LIKE 'demo-%')",
                  "UPDATE messages SET updated_at = now() WHERE id = ?"),
              new SampleTable(
                  "archival_passages",
                  "id",
                  "text",
                  500,
                  "INSERT INTO archival_passages (id, text, embedding_config, metadata_, embedding,"
                      + " organization_id, archive_id) SELECT ?, ?, '{}', '{\"a\": 1,  \"a\": 2}',"
                      + " array_fill(random()::real, ARRAY[4096])::vector,"
                      + " (SELECT min(id) FROM organizations WHERE id NOT LIKE 'demo-%'),"
                      + " (SELECT min(id) FROM archives)",
                  "UPDATE archival_passages SET updated_at = now() WHERE id = ?"),
              // Has no primary key.
              new SampleTable(
                  "agents_tags",
                  "tag",
                  null,
                  0,
                  "INSERT INTO agents_tags (tag, agent_id) SELECT ?, min(id) FROM agents",
                  null)));

  private static final DemoSample N8N =
      new DemoSample(
              "n8n",
              "DATABASE_URL",
              "n8n",
              Map.of(),
              List.of(
                  new SampleTable(
                      "settings",
                      "key",
                      "value",
                      LONG,
                      "INSERT INTO settings (key, value) VALUES (?, ?)",
                      "UPDATE settings SET \"loadOnStartup\" = NOT \"loadOnStartup\" WHERE key = ?"),
                  new SampleTable(
                      "tag_entity",
                      "id",
                      "name",
                      24,
                      "INSERT INTO tag_entity (id, name) VALUES (?, ?)",
                      "UPDATE tag_entity SET \"updatedAt\" = now() WHERE id = ?"),
                  new SampleTable(
                      "variables",
                      "id",
                      "value",
                      200,
                      "INSERT INTO variables (id, value, key) SELECT k, v, k FROM (VALUES (?, ?)) t(k, v)",
                      null),
                  // Its own key comes from a sequence, which the cutover has to carry on.
                  new SampleTable(
                      "execution_metadata",
                      "key",
                      "value",
                      2_000,
                      "INSERT INTO execution_metadata (key, value, \"executionId\")"
                          + " SELECT ?, ?, min(id) FROM execution_entity",
                      null)))
          .creatingItsSchema();

  private static final List<DemoSample> ALL =
      Stream.concat(
              Stream.concat(Stream.of(LETTA, N8N), SqliteSamples.ALL.stream()),
              ChromaSamples.ALL.stream())
          .toList();

  private SampleList() {}

  /** The names of all samples, as the command line takes them. */
  public static List<String> applications() {
    return ALL.stream().map(DemoSample::application).distinct().toList();
  }

  /** The same for the help of the command line. */
  public static final class Applications implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return applications().iterator();
    }
  }

  /**
   * The samples of these applications, all of them when none is named.
   *
   * @throws IllegalArgumentException with the known names when one is unknown
   */
  public static List<DemoSample> named(List<String> names) {
    for (String name : names) {
      if (ALL.stream().noneMatch(sample -> sample.application().equals(name))) {
        throw new IllegalArgumentException(
            "There is no sample \""
                + name
                + "\". The samples are: "
                + String.join(", ", applications())
                + ".");
      }
    }
    LinkedHashSet<String> wanted = new LinkedHashSet<>(names);
    return ALL.stream().filter(s -> wanted.isEmpty() || wanted.contains(s.application())).toList();
  }
}
