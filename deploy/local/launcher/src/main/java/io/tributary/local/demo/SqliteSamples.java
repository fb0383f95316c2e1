package io.tributary.local.demo;

import java.util.List;

/** The samples whose applications have a SQLite file. */
final class SqliteSamples {
  private static final int WHOLE_COLUMN = 200;
  private static final int LONG = 20_000;
  private static final String QUARANTINE = "on-invalid: quarantine\n";

  /** A shop's data, in tables with names of mixed case. */
  private static final Sample CHINOOK =
      Sample.sqlite(
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

  /** A screen recorder: virtual tables beside its own, times without zone. */
  private static final Sample PENSIEVE =
      Sample.sqlite(
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
  private static final Sample STOIC_EMPEROR =
      Sample.sqlite(
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

  static final List<Sample> ALL = List.of(CHINOOK, PENSIEVE, STOIC_EMPEROR);

  private SqliteSamples() {}
}
