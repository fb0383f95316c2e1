package io.tributary.local.demo.sample;

import java.util.List;

/** The samples whose applications have a SQLite file. */
final class SqliteSamples {
  private static final int WHOLE_COLUMN = 200;
  private static final int LONG = 20_000;
  private static final String QUARANTINE = "on-invalid: quarantine\n";

  /** A shop's data, in tables with names of mixed case. */
  private static final DemoSample CHINOOK =
      DemoSample.sqlite(
          "chinook",
          "chinook",
          List.of(
              // Its own key is given out by the database.
              new SampleTable(
                  "\"Track\"",
                  "\"Name\"",
                  "\"Composer\"",
                  WHOLE_COLUMN,
                  "INSERT INTO \"Track\" (\"Name\", \"Composer\", \"MediaTypeId\","
                      + " \"Milliseconds\", \"UnitPrice\") VALUES (?, ?, 1, 1000, 1.98)",
                  "UPDATE \"Track\" SET \"Milliseconds\" = \"Milliseconds\" + 1"
                      + " WHERE \"Name\" = ?"),
              new SampleTable(
                  "\"Customer\"",
                  "\"FirstName\"",
                  "\"Company\"",
                  80,
                  "INSERT INTO \"Customer\" (\"FirstName\", \"Company\", \"LastName\", \"Email\")"
                      + " VALUES (?, ?, 'Demo', 'demo@example.org')",
                  null),
              new SampleTable(
                  "\"Playlist\"",
                  "\"Name\"",
                  null,
                  0,
                  "INSERT INTO \"Playlist\" (\"Name\") VALUES (?)",
                  null)),
          QUARANTINE);

  /** A screen recorder: vectors and a full-text index beside its own tables, times without zone. */
  private static final DemoSample PENSIEVE =
      DemoSample.sqlite(
          "pensieve",
          "pensieve",
          List.of(
              new SampleTable(
                  "metadata_entries",
                  "key",
                  "value",
                  LONG,
                  "INSERT INTO metadata_entries (key, value, entity_id, source_type, data_type)"
                      + " SELECT ?, ?, min(id), 'SYSTEM_GENERATED', 'TEXT_DATA' FROM entities",
                  "UPDATE metadata_entries SET updated_at = CURRENT_TIMESTAMP WHERE key = ?"),
              new SampleTable(
                  "tags",
                  "name",
                  "description",
                  LONG,
                  "INSERT INTO tags (name, description) VALUES (?, ?)",
                  "UPDATE tags SET color = 'blue' WHERE name = ?")),
          QUARANTINE);

  /** A chat application; its vectors are not part of the file. */
  private static final DemoSample STOIC_EMPEROR =
      DemoSample.sqlite(
          "stoic-emperor",
          "stoic",
          List.of(
              new SampleTable("users", "id", null, 0, "INSERT INTO users (id) VALUES (?)", null),
              new SampleTable(
                  "sessions",
                  "id",
                  "metadata",
                  WHOLE_COLUMN,
                  "INSERT INTO sessions (id, metadata, user_id) SELECT ?, ?, min(id) FROM users"
                      + " WHERE id NOT LIKE 'demo-%'",
                  null),
              new SampleTable(
                  "messages",
                  "id",
                  "content",
                  LONG,
                  "INSERT INTO messages (id, content, session_id, role) SELECT ?, ?, min(id), 'user'"
                      + " FROM sessions WHERE id NOT LIKE 'demo-%'",
                  "UPDATE messages SET role = 'assistant' WHERE id = ?")),
          QUARANTINE);

  private static final String AGENT_RULES =
      """
      ddl: "{directory}/target.sql"
      on-invalid: quarantine
      zone: UTC
      tables:
        agents: {columns: {id: %1$s, created_at: %2$s, updated_at: %2$s}}
        tasks: {columns: {id: %1$s, created_at: %2$s, updated_at: %2$s}}
      """
          .formatted(
              "{convert: uuid, namespace: 1f0c2a5e-6d1b-4a43-9a0e-2b6a1c0d9e77}",
              "{convert: timestamptz, epoch: by-digits}");

  /** Everything is TEXT in the file; keys become UUIDs, texts JSON and times, by a DDL file. */
  private static final DemoSample AGENT_PLATFORM =
      DemoSample.sqlite(
          "agent-platform",
          "agents",
          List.of(
              new SampleTable(
                  "agents",
                  "name",
                  "system_prompt",
                  LONG,
                  "INSERT INTO agents (name, system_prompt, id, agent_type) VALUES (?, ?,"
                      + " lower(hex(randomblob(16))), 'master_operator')",
                  "UPDATE agents SET status = 'busy' WHERE name = ?",
                  "INSERT INTO agents (name, system_prompt, agent_type)"
                      + " VALUES (?, ?, 'master_operator')",
                  "UPDATE agents SET status = 'busy' WHERE name = ?"),
              new SampleTable(
                  "tasks",
                  "title",
                  "description",
                  LONG,
                  "INSERT INTO tasks (title, description, id, assigned_agent_id) SELECT ?, ?,"
                      + " lower(hex(randomblob(16))), min(id) FROM agents"
                      + " WHERE name NOT LIKE 'demo-%'",
                  null,
                  "INSERT INTO tasks (title, description, assigned_agent_id) SELECT ?, ?, id"
                      + " FROM agents WHERE name NOT LIKE 'demo-%' ORDER BY id LIMIT 1",
                  null)),
          AGENT_RULES);

  static final List<DemoSample> ALL = List.of(CHINOOK, PENSIEVE, STOIC_EMPEROR, AGENT_PLATFORM);

  private SqliteSamples() {}
}
