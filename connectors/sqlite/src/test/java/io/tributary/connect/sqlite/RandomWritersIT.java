package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two writers drive statements of all kinds while the task is ended at arbitrary records and
 * started again. What the stream adds up to is held against the file.
 */
class RandomWritersIT {
  private static final int ROUNDS = 60;
  private static final int STATEMENTS_IN_A_ROUND = 25;
  private static final String[] TABLES = {"acc", "word", "item", "loose"};

  private static final String SCHEMA =
      "PRAGMA foreign_keys = ON;"
          + "CREATE TABLE acc (id INTEGER PRIMARY KEY, mail TEXT UNIQUE, nick TEXT, n INTEGER);"
          + "CREATE UNIQUE INDEX acc_nick ON acc (lower(nick), n) WHERE n > 2;"
          + "CREATE TABLE word (a TEXT, b INT, u UNIQUE, PRIMARY KEY (b, a)) WITHOUT ROWID;"
          + "CREATE TABLE item (id TEXT PRIMARY KEY COLLATE NOCASE, acc INT REFERENCES acc ON DELETE CASCADE ON UPDATE CASCADE, v REAL);"
          + "CREATE TABLE loose (s TEXT, n INT);"
          + "CREATE TRIGGER app AFTER UPDATE OF mail ON acc BEGIN INSERT INTO loose VALUES (NEW.mail, NEW.id);"
          + " UPDATE acc SET nick = nick || '!' WHERE id = NEW.id AND length(nick) < 4; END;";

  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void addUpToTheFile(String journal) throws Exception {
    long seed = Long.getLong("tributary.seed", System.nanoTime());
    System.out.println("RandomWritersIT in " + journal + " mode: -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    try (Source source = new Source(journal).with("max.batch.size", "17");
        Writer second = Writer.on(source.file())) {
      // given
      source.sql(SCHEMA).start();
      second.execute("PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON;");
      List<Writer> writers = List.of(source.writer(), second);
      // when
      for (int round = 0; round < ROUNDS; round++) {
        writers.get(random.nextInt(2)).run(script(random));
        for (int polls = random.nextInt(6); polls > 0; polls--) {
          source.poll();
        }
        if (random.nextInt(4) == 0) {
          List<SourceRecord> lost = source.poll(random.nextInt(20));
          assertThat(lost).isNotNull();
          source.stop().start();
        }
        if (random.nextInt(15) == 0) {
          source.sql("VACUUM;");
        }
        if (random.nextInt(10) == 0) {
          source.catchUp();
          requireSame(source, seed);
        }
      }
      // then
      source.catchUp();
      requireSame(source, seed);
      source.catchUp();
      assertThat(source.logRows()).as("the log is cut").isLessThan(200);
    }
  }

  private static void requireSame(Source source, long seed) throws Exception {
    for (String table : TABLES) {
      String columns = table.equals("loose") ? "rowid, *" : "*";
      assertThat(source.replica().rows(table))
          .as("%s with -Dtributary.seed=%d", table, seed)
          .isEqualTo(FileRows.of(source.file(), "SELECT " + columns + " FROM " + table));
    }
  }

  private static String script(Random random) {
    StringBuilder sql = new StringBuilder();
    boolean transaction = random.nextBoolean();
    if (transaction) {
      sql.append("BEGIN IMMEDIATE;\n");
    }
    for (int i = 0; i < STATEMENTS_IN_A_ROUND; i++) {
      sql.append(statement(random)).append(";\n");
      if (transaction && random.nextInt(8) == 0) {
        sql.append("SAVEPOINT s;\n").append(statement(random)).append(";\nROLLBACK TO s;\n");
      }
    }
    if (transaction) {
      sql.append(random.nextInt(5) == 0 ? "ROLLBACK;\n" : "COMMIT;\n");
    }
    return sql.toString();
  }

  private static String statement(Random random) {
    int id = random.nextInt(30);
    int other = random.nextInt(30);
    String how =
        List.of("", "OR REPLACE ", "OR IGNORE ", "OR FAIL ", "OR ABORT ").get(random.nextInt(5));
    String word = "'" + (random.nextBoolean() ? "k" : "K") + other + "'";
    return switch (random.nextInt(14)) {
      case 0, 1 ->
          "INSERT "
              + how
              + "INTO acc VALUES ("
              + id
              + ",'m"
              + other
              + "',"
              + word
              + ","
              + id % 6
              + ")";
      case 2 -> "UPDATE " + how + "acc SET mail = 'm" + other + "' WHERE id = " + id;
      case 3 -> "UPDATE " + how + "acc SET id = " + other + ", n = 4 WHERE id = " + id;
      case 4 -> "UPDATE " + how + "acc SET nick = " + word + ", n = 3 WHERE id % 5 = " + id % 5;
      case 5 ->
          "INSERT INTO acc VALUES ("
              + id
              + ",'m"
              + id
              + "','z',0) ON CONFLICT (id) DO UPDATE SET n = n + 1";
      case 6, 7 ->
          "INSERT " + how + "INTO word VALUES (" + word + "," + id % 4 + "," + other % 7 + ")";
      case 8 ->
          "UPDATE " + how + "word SET b = " + id % 4 + ", u = " + other + " WHERE b = " + other % 4;
      case 9, 10 ->
          "INSERT " + how + "INTO item VALUES (" + word + "," + id + "," + other + " / 7.0)";
      case 11 -> "UPDATE " + how + "item SET id = " + word + " WHERE acc = " + id;
      case 12 ->
          "DELETE FROM "
              + List.of("acc", "word", "item", "loose").get(id % 4)
              + (other == 0
                  ? ""
                  : " WHERE rowid_of"
                          .replace(
                              "rowid_of",
                              id % 4 == 1 ? "b" : id % 4 == 2 ? "acc" : id % 4 == 3 ? "n" : "id")
                      + " = "
                      + id);
      default -> "INSERT INTO loose VALUES (" + word + "," + other + ")";
    };
  }
}
