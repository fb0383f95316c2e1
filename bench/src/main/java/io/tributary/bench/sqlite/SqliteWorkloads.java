package io.tributary.bench.sqlite;

import static io.tributary.bench.sqlite.SqliteWorkload.Journal.ROLLBACK_FULL;
import static io.tributary.bench.sqlite.SqliteWorkload.Journal.WAL_FULL;
import static io.tributary.bench.sqlite.SqliteWorkload.Journal.WAL_NORMAL;

import io.tributary.bench.sqlite.SqliteWorkload.Chunk;
import io.tributary.bench.sqlite.SqliteWorkload.Journal;
import io.tributary.bench.sqlite.SqliteWorkload.Preload;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * The workloads, all in transactions of 1,000 rows but those whose name says otherwise.
 *
 * @param rows how many rows each writes; where each is a transaction of its own, fewer
 */
record SqliteWorkloads(int rows) {
  private static final int TRANSACTION = 1_000;
  private static final int SINGLE_SHARE = 10;
  private static final int DURABLE_SHARE = 40;

  List<SqliteWorkload> all() {
    List<SqliteWorkload> all = new ArrayList<>();
    all.add(single("one-row commits, WAL NORMAL", WAL_NORMAL));
    all.add(single("one-row commits, WAL FULL", WAL_FULL));
    all.add(single("one-row commits, rollback FULL", ROLLBACK_FULL));
    all.add(imported("insert, integer key, 3 indexes", AppTable.TRACK));
    all.add(imported("insert, text key, 1 index", AppTable.TASK));
    all.add(imported("insert, UNIQUE column", AppTable.ACCOUNT));
    all.add(statements("insert, each by its own SQL text", AppTable.TASK, this::insert));
    all.add(
        ranges(
            "update, one statement per 1,000 rows",
            AppTable.TRACK,
            "UPDATE track SET price = price + 0.01, composer = composer || ' (live)' WHERE "));
    all.add(
        ranges(
            "update of an indexed column",
            AppTable.TRACK,
            "UPDATE track SET genre = genre + 1 WHERE "));
    all.add(updates());
    all.add(
        ranges("delete, one statement per 1,000 rows", AppTable.TRACK, "DELETE FROM track WHERE "));
    all.add(upsert());
    all.add(imported("worst: insert, narrow, no index", AppTable.NARROW));
    all.add(ranges("worst: update, narrow", AppTable.NARROW, "UPDATE narrow SET n = n + 1 WHERE "));
    all.add(
        new SqliteWorkload(
            "worst: DELETE without WHERE",
            AppTable.TRACK.schema(),
            preload(AppTable.TRACK),
            WAL_NORMAL,
            List.of("DELETE FROM track;"),
            rows,
            List.of()));
    return all;
  }

  private SqliteWorkload single(String name, Journal journal) {
    int count = rows / (journal == WAL_NORMAL ? SINGLE_SHARE : DURABLE_SHARE);
    List<String> steps = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      steps.add(
          switch (i % 4) {
            case 0 ->
                "UPDATE task SET status = 'done', updated_at = '" + i + "' WHERE " + id(i - 1);
            case 1 -> "DELETE FROM task WHERE " + id(rows - i);
            default -> insert(rows + i);
          });
    }
    return new SqliteWorkload(
        name, AppTable.TASK.schema(), preload(AppTable.TASK), journal, steps, count, List.of());
  }

  private static String id(int i) {
    return "id = '" + AppTable.TASK.row().apply(i).get(0) + "';";
  }

  private String insert(int i) {
    return AppTable.TASK.row().apply(i).stream()
        .collect(Collectors.joining("', '", "INSERT INTO task VALUES ('", "');"));
  }

  private SqliteWorkload imported(String name, AppTable table) {
    List<String> steps = new ArrayList<>();
    List<Chunk> files = new ArrayList<>();
    for (int from = 1; from <= rows; from += TRANSACTION) {
      String file = table.name() + from + ".csv";
      files.add(new Chunk(file, table.rows(from, Math.min(rows + 1, from + TRANSACTION))));
      steps.add(".import " + file + " " + table.name());
    }
    return new SqliteWorkload(name, table.schema(), null, WAL_NORMAL, steps, rows, files);
  }

  private SqliteWorkload statements(String name, AppTable table, IntFunction<String> statement) {
    List<String> steps = new ArrayList<>();
    for (int i = 1; i <= rows; i++) {
      if (i % TRANSACTION == 1) {
        steps.add("BEGIN;");
      }
      steps.add(statement.apply(i));
      if (i % TRANSACTION == 0 || i == rows) {
        steps.add("COMMIT;");
      }
    }
    return new SqliteWorkload(name, table.schema(), null, WAL_NORMAL, steps, rows, List.of());
  }

  private SqliteWorkload updates() {
    SqliteWorkload inserting =
        statements(
            "update, each by its own SQL text",
            AppTable.TASK,
            i -> "UPDATE task SET status = 'done', updated_at = '" + i + "' WHERE " + id(i));
    return new SqliteWorkload(
        inserting.name(),
        inserting.schema(),
        preload(AppTable.TASK),
        WAL_NORMAL,
        inserting.steps(),
        rows,
        List.of());
  }

  private SqliteWorkload ranges(String name, AppTable table, String statement) {
    List<String> steps = new ArrayList<>();
    for (int from = 1; from <= rows; from += TRANSACTION) {
      steps.add(statement + "id BETWEEN " + from + " AND " + (from + TRANSACTION - 1) + ";");
    }
    return new SqliteWorkload(
        name, table.schema(), preload(table), WAL_NORMAL, steps, rows, List.of());
  }

  /** Every row is there already by its mail, and comes under another id. */
  private SqliteWorkload upsert() {
    List<String> steps = new ArrayList<>();
    for (int from = 1; from <= rows; from += TRANSACTION) {
      steps.add(
          "INSERT OR REPLACE INTO account SELECT id + 10000000, mail, name, note || '!', plan,"
              + " created_at FROM fresh WHERE id BETWEEN "
              + from
              + " AND "
              + (from + TRANSACTION - 1)
              + ";");
    }
    return new SqliteWorkload(
        "upsert, INSERT OR REPLACE by UNIQUE",
        AppTable.ACCOUNT.schema(),
        new Preload(
            "account",
            AppTable.ACCOUNT.rows(1, rows + 1),
            "CREATE TABLE fresh AS SELECT * FROM account"),
        WAL_NORMAL,
        steps,
        rows,
        List.of());
  }

  private Preload preload(AppTable table) {
    return new Preload(table.name(), table.rows(1, rows + 1), "");
  }
}
