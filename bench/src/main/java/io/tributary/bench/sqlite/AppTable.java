package io.tributary.bench.sqlite;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A table that workloads write to, and its rows; the same rows at every call.
 *
 * @param name the table
 * @param schema statements that make it, on one line
 * @param row the row of a number from 1 on
 */
record AppTable(String name, String schema, IntFunction<List<String>> row) {
  private static final String[] WORDS = {
    "river", "delta", "the", "of", "stone", "and", "light", "over", "quiet", "harbour", "seven"
  };

  /** An INTEGER PRIMARY KEY and three indexes, rows of 130 bytes, like a music shop's. */
  static final AppTable TRACK =
      new AppTable(
          "track",
          "CREATE TABLE track (id INTEGER PRIMARY KEY NOT NULL, name NVARCHAR(200) NOT NULL, album"
              + " INTEGER, media INTEGER NOT NULL, genre INTEGER, composer NVARCHAR(220), millis"
              + " INTEGER NOT NULL, bytes INTEGER, price NUMERIC(10,2) NOT NULL); CREATE INDEX"
              + " track_album ON track (album); CREATE INDEX track_media ON track (media); CREATE"
              + " INDEX track_genre ON track (genre);",
          i ->
              List.of(
                  "" + i,
                  words(i, 5),
                  "" + i / 11,
                  "" + i % 5,
                  "" + i % 25,
                  words(-i, 7),
                  "" + (200_000 + i),
                  "" + (7_000_000 + i),
                  "0.99"));

  /** A text key (a UUID) that SQLite lets be NULL and an index, rows of 300 bytes. */
  static final AppTable TASK =
      new AppTable(
          "task",
          "CREATE TABLE task (id TEXT PRIMARY KEY, title TEXT NOT NULL, description TEXT, status"
              + " TEXT DEFAULT 'pending', priority TEXT DEFAULT 'medium', agent TEXT, created_at"
              + " TEXT, updated_at TEXT); CREATE INDEX task_agent ON task (agent);",
          i ->
              List.of(
                  uuid("task" + i),
                  words(i, 5),
                  words(-i, 20),
                  "pending",
                  "medium",
                  uuid("agent" + i % 40),
                  time(i),
                  time(i)));

  /** A second UNIQUE column, by which a REPLACE may remove rows; rows of 200 bytes. */
  static final AppTable ACCOUNT =
      new AppTable(
          "account",
          "CREATE TABLE account (id INTEGER PRIMARY KEY, mail TEXT NOT NULL UNIQUE, name TEXT, note"
              + " TEXT, plan INTEGER, created_at TEXT); CREATE INDEX account_created ON account"
              + " (created_at);",
          i ->
              List.of(
                  "" + i,
                  "user" + i * 7919L % 1_000_003 + "@example.org",
                  words(i, 2),
                  words(-i, 18),
                  "" + i % 4,
                  time(i)));

  /** The least that a row can be: nothing else costs anything. */
  static final AppTable NARROW =
      new AppTable(
          "narrow",
          "CREATE TABLE narrow (id INTEGER PRIMARY KEY, n INTEGER);",
          i -> List.of("" + i, "" + i * 7L % 1000));

  List<List<String>> rows(int from, int until) {
    return IntStream.range(from, until).mapToObj(row).toList();
  }

  private static String words(int seed, int count) {
    Random random = new Random(seed * 31L + count);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.toString();
  }

  private static String uuid(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static String time(int i) {
    return "2026-03-%02d %02d:%02d:%02d"
        .formatted(1 + i / 86_400 % 28, i / 3600 % 24, i / 60 % 60, i % 60);
  }
}
