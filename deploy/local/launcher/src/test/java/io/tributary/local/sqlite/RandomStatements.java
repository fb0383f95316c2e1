package io.tributary.local.sqlite;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random transactions of every kind of statement over the tables of {@link RandomRows}. Keys are
 * few, so that rows meet. Each inserts {@code :probe}, its number, into the table {@code probe}.
 */
final class RandomStatements {
  private static final int KEYS = 30;
  private static final int MOST_STATEMENTS = 30;
  private static final String[] OR = {
    "", "", "OR REPLACE ", "OR REPLACE ", "OR IGNORE ", "OR FAIL ", "OR ABORT "
  };

  private final Random random;

  private RandomStatements(Random random) {
    this.random = random;
  }

  /** The statements of one transaction, or several that are each one by themselves. */
  static List<String> transaction(Random random) {
    return new RandomStatements(random).statements();
  }

  private List<String> statements() {
    List<String> all = new ArrayList<>();
    boolean together = random.nextInt(3) > 0;
    if (random.nextInt(60) == 0) {
      all.add("VACUUM;");
    }
    if (together) {
      all.add(random.nextBoolean() ? "BEGIN IMMEDIATE;" : "BEGIN;");
    }
    for (int i = random.nextInt(together ? MOST_STATEMENTS : 4); i >= 0; i--) {
      all.add(statement() + ";");
      if (together && random.nextInt(8) == 0) {
        all.add("SAVEPOINT s;");
        all.add(statement() + ";");
        all.add(random.nextBoolean() ? "ROLLBACK TO s;" : "RELEASE s;");
      }
    }
    all.add("INSERT INTO probe VALUES (:probe);");
    if (together) {
      all.add(random.nextInt(6) == 0 ? "ROLLBACK;" : "COMMIT;");
    }
    return all;
  }

  private String statement() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> account();
      case 2 -> ticket();
      case 3 -> word();
      case 4 -> item();
      case 5 -> node();
      case 6 -> random.nextInt(3) == 0 ? loose() : RandomFacts.statement(random, or());
      default -> random.nextInt(5) == 0 ? delete() : RandomFacts.statement(random, or());
    };
  }

  private String account() {
    return switch (random.nextInt(7)) {
      case 0, 1 ->
          "INSERT %sINTO account VALUES (%d, 'm%d', %s, %d)"
              .formatted(or(), key(), key(), name(), random.nextInt(6));
      case 2 -> "UPDATE %saccount SET mail = 'm%d' WHERE id = %d".formatted(or(), key(), key());
      case 3 -> "UPDATE %saccount SET id = %d, n = 4 WHERE id = %d".formatted(or(), key(), key());
      case 4 ->
          "UPDATE %saccount SET nick = %s, n = 3 WHERE id %% 5 = %d"
              .formatted(or(), name(), random.nextInt(5));
      case 5 ->
          "INSERT INTO account VALUES (%1$d, 'm%1$d', %2$s, 0) ON CONFLICT (id) DO UPDATE SET n = n + 1, nick = excluded.nick"
              .formatted(key(), name());
      default ->
          "INSERT INTO account (mail, nick) VALUES ('m%d', %s) ON CONFLICT DO NOTHING RETURNING id"
              .formatted(key(), name());
    };
  }

  private String ticket() {
    return switch (random.nextInt(4)) {
      case 0 -> "INSERT INTO ticket (title, n) VALUES (%s, %d)".formatted(title(), key());
      case 1 -> "INSERT %sINTO ticket (id, title) VALUES (%d, %s)".formatted(or(), key(), title());
      case 2 ->
          "UPDATE %sticket SET id = id + %d, title = %s WHERE id %% 7 = %d"
              .formatted(or(), random.nextInt(3), title(), random.nextInt(7));
      default -> "DELETE FROM ticket WHERE n = " + key();
    };
  }

  private String word() {
    return switch (random.nextInt(3)) {
      case 0 ->
          "INSERT %sINTO word VALUES (%s, %d, %d, randomblob(%d))"
              .formatted(or(), name(), random.nextInt(4), random.nextInt(12), random.nextInt(9));
      case 1 ->
          "UPDATE %sword SET b = %d, u = %d WHERE b = %d"
              .formatted(or(), random.nextInt(4), random.nextInt(12), random.nextInt(4));
      default -> "UPDATE %sword SET a = upper(a) WHERE a = %s".formatted(or(), name());
    };
  }

  private String item() {
    String id = random.nextInt(15) == 0 ? "NULL" : name();
    return switch (random.nextInt(4)) {
      case 0, 1 -> "INSERT %sINTO item VALUES (%s, %d, %d / 7.0)".formatted(or(), id, key(), key());
      case 2 -> "UPDATE %sitem SET id = %s WHERE account = %d".formatted(or(), id, key());
      default ->
          "REPLACE INTO item SELECT upper(id), account, v * 3 FROM item"
              + " WHERE id IS NOT NULL AND account < "
              + key();
    };
  }

  private String node() {
    return switch (random.nextInt(4)) {
      case 0, 1 ->
          "INSERT %sINTO node VALUES (%s, (SELECT max(id) FROM node WHERE id < %s), 'ж%d𝛑')"
              .formatted(or(), name(), name(), key());
      case 2 -> "UPDATE %snode SET id = %s WHERE id = %s".formatted(or(), name(), name());
      default -> "DELETE FROM node WHERE id = " + name();
    };
  }

  private String loose() {
    return switch (random.nextInt(3)) {
      case 0 -> "INSERT INTO loose SELECT nick, id FROM account WHERE id < " + key();
      case 1 -> "UPDATE loose SET s = %s WHERE n = %d".formatted(name(), key());
      default -> "DELETE FROM loose WHERE n %% 11 = %d".formatted(random.nextInt(11));
    };
  }

  private String delete() {
    String where = random.nextInt(12) == 0 ? "" : " WHERE %s = " + key();
    return switch (random.nextInt(6)) {
      case 0 -> "DELETE FROM account" + where.formatted("id");
      case 1 -> "DELETE FROM ticket" + where.formatted("id");
      case 2 -> "DELETE FROM word" + where.formatted("b");
      case 3 -> "DELETE FROM item" + where.formatted("account");
      case 4 -> "DELETE FROM loose" + where.formatted("n");
      default -> "DELETE FROM fact" + where.formatted("id");
    };
  }

  private String or() {
    return random.nextInt(80) == 0 ? "OR ROLLBACK " : OR[random.nextInt(OR.length)];
  }

  private int key() {
    return random.nextInt(KEYS);
  }

  private String name() {
    return "'" + (random.nextBoolean() ? 'k' : 'K') + key() + "'";
  }

  private String title() {
    return random.nextInt(6) == 0 ? "'longer than twelve'" : name();
  }
}
