package io.tributary.local.sources;

import io.tributary.local.fixture.Legacy;
import io.tributary.local.fixture.TestStack;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/**
 * Transactions, keys and names that are hard to repeat elsewhere go the whole way; PostgreSQL
 * prints both ends, and the validator must agree.
 */
class AwkwardTransactionsIT {
  @Test
  void transactionsTakeEffectAsTheyDidAtTheSource() throws Exception {
    // given
    TestStack stack = TestStack.shared();
    Legacy legacy = new Legacy(stack, stack.api(), "awkward-changes").schema("public", "changes");
    legacy.execute(
        "CREATE TABLE seat (id int PRIMARY KEY, place int NOT NULL UNIQUE, guest text UNIQUE)",
        "INSERT INTO seat SELECT g, g, 'guest ' || g FROM generate_series(1, 20) g",
        "CREATE TABLE later (id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO later SELECT g, g FROM generate_series(1, 20) g",
        "CREATE TABLE late_key (id int, n text, PRIMARY KEY (id) DEFERRABLE INITIALLY DEFERRED)",
        "INSERT INTO late_key SELECT g, 'n' || g FROM generate_series(1, 20) g",
        "CREATE TABLE slot (id int PRIMARY KEY, during int4range,"
            + " EXCLUDE USING gist (during WITH &&))",
        "INSERT INTO slot SELECT g, int4range(g * 10, g * 10 + 10) FROM generate_series(1, 9) g",
        "CREATE TABLE parent (id int PRIMARY KEY, name text)",
        "CREATE TABLE child (id int PRIMARY KEY, parent int NOT NULL REFERENCES parent"
            + " ON DELETE CASCADE ON UPDATE CASCADE)",
        "CREATE TABLE grandchild (id int PRIMARY KEY, child int REFERENCES child"
            + " ON DELETE SET NULL ON UPDATE CASCADE, note text DEFAULT 'x')",
        "INSERT INTO parent SELECT g, 'p' FROM generate_series(1, 10) g",
        "INSERT INTO child SELECT g, (g - 1) % 10 + 1 FROM generate_series(1, 50) g",
        "INSERT INTO grandchild SELECT g, (g - 1) % 50 + 1 FROM generate_series(1, 100) g",
        "CREATE TABLE tree (id int PRIMARY KEY, up int REFERENCES tree ON DELETE CASCADE)",
        "INSERT INTO tree SELECT g, NULLIF(g / 2, 0) FROM generate_series(1, 31) g",
        "CREATE TABLE hen (id int PRIMARY KEY, egg int)",
        "CREATE TABLE egg (id int PRIMARY KEY, hen int REFERENCES hen"
            + " DEFERRABLE INITIALLY DEFERRED)",
        "ALTER TABLE hen ADD FOREIGN KEY (egg) REFERENCES egg DEFERRABLE INITIALLY DEFERRED",
        "CREATE TABLE counted (id int PRIMARY KEY, n int)",
        "INSERT INTO counted VALUES (1, 0)");
    legacy.replicate(Legacy.LIMIT);

    // when
    changeUniques(legacy);
    changeReferences(legacy);
    changeInSubtransactions(legacy);
    changeInTwoPhases(legacy);

    // then
    legacy.awaitEqual(Legacy.LIMIT);
    legacy.awaitVerdicts(11, Legacy.LIMIT);
    legacy.remove();
  }

  private static void changeUniques(Legacy legacy) throws SQLException {
    // Two rows swap, three rotate, all shift, by way of values that are free only for a moment.
    legacy.inTransaction(
        "UPDATE seat SET place = -1, guest = NULL WHERE id = 1",
        "UPDATE seat SET place = 1, guest = 'guest 1' WHERE id = 2",
        "UPDATE seat SET place = 2, guest = 'guest 2' WHERE id = 1");
    legacy.inTransaction(
        "UPDATE seat SET place = -place WHERE id IN (5, 6, 7)",
        "UPDATE seat SET place = CASE id WHEN 5 THEN 6 WHEN 6 THEN 7 ELSE 5 END"
            + " WHERE id IN (5, 6, 7)");
    legacy.inTransaction("UPDATE later SET place = place % 20 + 1");
    legacy.inTransaction("UPDATE late_key SET id = id % 20 + 1");
    // The rows' keys swap, so that each takes over the other's row.
    legacy.inTransaction(
        "UPDATE seat SET id = 1000 WHERE id = 10",
        "UPDATE seat SET id = 10 WHERE id = 11",
        "UPDATE seat SET id = 11 WHERE id = 1000");
    // A unique value goes from row to row, also to a new one under the deleted row's key.
    legacy.inTransaction(
        "DELETE FROM seat WHERE id = 15",
        "INSERT INTO seat VALUES (115, 15, 'guest 15')",
        "DELETE FROM seat WHERE id = 115",
        "INSERT INTO seat VALUES (15, 16000, 'guest 15')",
        "UPDATE seat SET place = 15 WHERE id = 15");
    legacy.inTransaction(
        "UPDATE slot SET during = int4range(1000, 1001) WHERE id = 1",
        "UPDATE slot SET during = int4range(10, 20) WHERE id = 2",
        "UPDATE slot SET during = int4range(20, 30) WHERE id = 1");
    // In transactions of their own, which may end up in one batch.
    for (int i = 0; i < 30; i++) {
      legacy.execute(
          "UPDATE seat SET place = -3 WHERE id = 3",
          "UPDATE seat SET place = (SELECT 7 - place FROM seat WHERE id = 4) WHERE id = 4",
          "UPDATE seat SET place = (SELECT 7 - place FROM seat WHERE id = 4) WHERE id = 3");
    }
  }

  private static void changeReferences(Legacy legacy) throws SQLException {
    legacy.execute(
        "DELETE FROM parent WHERE id IN (1, 2)",
        "UPDATE parent SET id = id + 100 WHERE id IN (3, 4)",
        "UPDATE child SET id = id + 1000 WHERE parent = 5",
        "DELETE FROM tree WHERE id = 2",
        "UPDATE tree SET up = id WHERE id = 7");
    legacy.inTransaction(
        "INSERT INTO hen VALUES (1, 1), (2, 2)",
        "INSERT INTO egg VALUES (1, 2), (2, 1)",
        "UPDATE hen SET egg = 3 - egg");
    legacy.inTransaction(
        "DELETE FROM grandchild WHERE child IS NULL",
        "DELETE FROM parent WHERE id = 6",
        "INSERT INTO parent VALUES (6, 'again')",
        "INSERT INTO child VALUES (6, 6)",
        "INSERT INTO grandchild VALUES (6000, 6)");
    legacy.inTransaction("TRUNCATE tree", "INSERT INTO tree VALUES (1, 1), (2, 1)");
  }

  private static void changeInSubtransactions(Legacy legacy) throws SQLException {
    legacy.inTransaction(
        "INSERT INTO counted VALUES (2, 2)",
        "SAVEPOINT a",
        "INSERT INTO counted VALUES (3, 3)",
        "SAVEPOINT b",
        "UPDATE counted SET n = -1",
        "ROLLBACK TO a",
        "INSERT INTO counted VALUES (4, 4)",
        "RELEASE a",
        "UPDATE counted SET n = n + 1 WHERE id = 2");
    // More subtransactions than fit into shared memory, every second of them undone.
    legacy.execute(
        """
        DO $$ BEGIN
          FOR i IN 100..400 LOOP
            BEGIN
              INSERT INTO counted VALUES (i, i);
              IF i % 2 = 0 THEN RAISE EXCEPTION 'undone'; END IF;
            EXCEPTION WHEN raise_exception THEN NULL;
            END;
          END LOOP;
        END $$""");
  }

  private static void changeInTwoPhases(Legacy legacy) throws SQLException {
    for (String id : new String[] {"commits", "is undone"}) {
      legacy.inTransaction(
          "UPDATE counted SET n = n + 10 WHERE id = " + (id.equals("commits") ? 101 : 103),
          "INSERT INTO counted VALUES (" + (id.equals("commits") ? 1001 : 1003) + ", 1)",
          "PREPARE TRANSACTION '" + id + "'");
    }
    legacy.execute(
        "UPDATE counted SET n = n + 1 WHERE id = 105",
        "COMMIT PREPARED 'commits'",
        "ROLLBACK PREPARED 'is undone'",
        "UPDATE counted SET n = n + 1 WHERE id IN (101, 103)");
  }
}
