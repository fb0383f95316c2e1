package io.tributary.cdc.apply.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.cdc.apply.assemble.StreamRecord;
import io.tributary.cdc.apply.quarantine.KeyMapStore;
import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.ChangeRecord.Op;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.TributaryException;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.rule.ColumnRule;
import io.tributary.common.plan.rule.ConversionRules;
import io.tributary.common.plan.rule.TableRule;
import io.tributary.common.plan.source.SchemaMapping;
import io.tributary.common.plan.source.SqliteSource;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.SqliteSourceFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.table.TableMapping;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches of changes of the target, written into a real file. */
class FileRowsTest {
  private static final TableName TABLE = new TableName("app", "t");
  private static final StreamId OUT = new StreamId("m", "s");
  private static final int ROUNDS = 300;

  @TempDir Path directory;
  private SqliteProgram file;
  private Path path;
  private final Map<TableName, ReturningTable> tables = new TreeMap<>();
  private final List<StreamRecord> batch = new ArrayList<>();

  @BeforeEach
  void closedFile() {
    file = SqliteProgram.in(directory);
    path = directory.resolve("test.db");
    file.run(
        "CREATE TABLE t (id INTEGER PRIMARY KEY, u TEXT UNIQUE, n INTEGER, kept TEXT DEFAULT 'new');"
            + " INSERT INTO t VALUES (1, 'a', 1, 'one'), (2, 'b', 2, 'two'), (3, 'c', 3, 'three');");
    ColumnRule dropped = new ColumnRule(null, true, null, null, Map.of());
    SqliteSource source =
        SqliteSource.of(
                "s",
                path.toString(),
                new SchemaMapping("main", "app", Map.of(), List.of(), List.of()))
            .with(
                ConversionRules.UNSAID.withTables(
                    Map.of("t", new TableRule(null, Map.of("kept", dropped)))));
    MappingBasis basis = SqliteSourceFile.of(source).read(SqliteFileSchema::basis);
    for (TableMapping table : MappingPlanner.plan(source, basis).tables()) {
      tables.put(table.target(), ReturningTable.of(table, table.source().name()));
    }
    CaptureStart.in(path, "test", name -> true, 5_000);
    new SqliteFence(path, 5_000).raise(List.of("t"), "p", "token", "mark", "moved");
  }

  @Test
  void keepsBothRowsWhenOneTakesTheKeyThatAnotherHad() {
    // when row 1 becomes row 9, and a new row 1 comes, in one batch
    rename(1, 9, "a", "1");
    insert(1, "z", "7");
    write();

    // then what the target does not have has gone on with the row
    assertThat(rows()).containsExactly("1|z|7|new", "2|b|2|two", "3|c|3|three", "9|a|1|one");
  }

  @Test
  void followsARowThroughSeveralKeys() {
    rename(1, 7, "a", "1");
    rename(7, 8, "a", "1");
    update(8, "a", "5");
    write();

    assertThat(rows()).containsExactly("2|b|2|two", "3|c|3|three", "8|a|5|one");
  }

  @Test
  void triesARefusedRowAgainWhenWhatWasInItsWayIsGone() {
    // given a row that collides with one that only the file has now
    insert(4, "b", "4");
    assertThat(write()).isEqualTo(1);
    assertThat(rows()).hasSize(3);

    // when
    update(2, "other", "2");
    assertThat(write()).isZero();

    // then
    assertThat(rows()).contains("2|other|2|two", "4|b|4|new");
  }

  @Test
  void takesWhatWasNotSentAgainFromARefusedRowThatGotAnotherKey() {
    // given
    insert(4, "b", "4");
    assertThat(write()).isEqualTo(1);

    // when its key changes, and a large value is left alone
    rename(4, 5, "other", RowImage.UNCHANGED);
    assertThat(write()).isZero();

    // then
    assertThat(rows()).containsExactly("1|a|1|one", "2|b|2|two", "3|c|3|three", "5|other|4|new");
  }

  @Test
  void stopsRatherThanHavingARowTwiceWhoseNewKeyTheFileRefuses() {
    // given row 1 as row 9, with a value that another row of the file has
    List<String> before = rows();
    rename(1, 9, "b", "1");

    // then
    assertThatThrownBy(this::write)
        .isInstanceOf(TributaryException.class)
        .hasMessageContaining("under its new key [9]");
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void takesARowForANewOneThatLeavesTheKeyWhichAnotherOneHasLeft() {
    // given row 1 as row 9, and a new row 1 that goes on as row 8
    rename(1, 9, "first", "1");
    insert(1, "second", "0");
    rename(1, 8, "second", "0");
    insert(1, "third", "0");

    // when
    assertThat(write()).isZero();

    // then
    assertThat(rows()).contains("1|third|0|new", "8|second|0|new", "9|first|1|one");
  }

  @Test
  void leavesNothingOfARowThatIsGoneToOneThatWasBornUnderAnotherKey() {
    // given row 1 is gone, and a new row 4 goes on as row 1
    delete(1);
    insert(4, "born", "0");
    rename(4, 1, "born", "0");

    // when
    assertThat(write()).isZero();

    // then
    assertThat(rows()).contains("1|born|0|new").noneMatch(row -> row.endsWith("|one"));
  }

  @Test
  void endsAsTheTargetDoesWhateverWasDoneInABatch() {
    long seed = Long.getLong("tributary.test.seed", System.nanoTime());
    System.out.println("file rows: repeat with -Dtributary.test.seed=" + seed);
    Random random = new Random(seed);
    TreeMap<Integer, Row> model =
        new TreeMap<>(
            Map.of(1, new Row("a", "one"), 2, new Row("b", "two"), 3, new Row("c", "three")));
    int[] next = {100};
    for (int round = 0; round < ROUNDS; round++) {
      int changes = 1 + random.nextInt(8);
      for (int i = 0; i < changes; i++) {
        change(model, random, next);
      }
      assertThat(write()).as("seed %d round %d", seed, round).isZero();
      assertThat(file.run("SELECT id, u, kept FROM t ORDER BY id;").lines().toList())
          .as("seed %d round %d", seed, round)
          .isEqualTo(
              model.entrySet().stream()
                  .map(e -> e.getKey() + "|" + e.getValue().u() + "|" + e.getValue().kept())
                  .toList());
    }
  }

  /** A row, with what stays behind of it. */
  private record Row(String u, String kept) {}

  /** One change at the target, in its model and in the batch; few keys, so that they meet. */
  private void change(TreeMap<Integer, Row> model, Random random, int[] next) {
    int key = 1 + random.nextInt(6);
    int other = 1 + random.nextInt(6);
    String value = "v" + next[0]++;
    if (!model.containsKey(key)) {
      model.put(key, new Row(value, "new"));
      insert(key, value, "0");
    } else if (random.nextInt(3) == 0) {
      model.remove(key);
      delete(key);
    } else if (random.nextBoolean() && !model.containsKey(other)) {
      Row moved = model.remove(key);
      model.put(other, moved);
      rename(key, other, moved.u(), "0");
    } else if (random.nextInt(20) == 0) {
      model.clear();
      add(new ChangeRecord.Truncate(TABLE, 1, batch.size() + 1L, 1));
    } else {
      // A value that another row may have had a moment ago.
      String freed = random.nextBoolean() ? "free" : value;
      boolean taken = model.values().stream().anyMatch(row -> row.u().equals(freed));
      String used = taken ? value : freed;
      model.put(key, new Row(used, model.get(key).kept()));
      update(key, used, "0");
    }
  }

  private void insert(int id, String u, String n) {
    row(Op.INSERT, null, image(id, u, n), null, null);
  }

  private void update(int id, String u, String n) {
    row(Op.UPDATE, null, image(id, u, n), null, null);
  }

  private void delete(int id) {
    row(Op.DELETE, key(id), null, null, null);
  }

  /** As Debezium tells of another primary key. */
  private void rename(int from, int to, String u, String n) {
    row(Op.DELETE, key(from), null, null, key(to));
    row(Op.INSERT, null, image(to, u, n), key(from), null);
  }

  private void row(
      Op op,
      @Nullable RowImage before,
      @Nullable RowImage after,
      @Nullable RowImage oldKey,
      @Nullable RowImage newKey) {
    add(
        new ChangeRecord.RowChange(
            TABLE, op, before, after, oldKey, newKey, 1, batch.size() + 1L, 1, 1));
  }

  private void add(ChangeRecord change) {
    batch.add(new StreamRecord(batch.size(), 10, change));
  }

  private static RowImage image(int id, String u, String n) {
    return new RowImage(List.of("id", "u", "n"), Arrays.asList(String.valueOf(id), u, n));
  }

  private static RowImage key(int id) {
    return new RowImage(List.of("id"), List.of(String.valueOf(id)));
  }

  /** Writes the batch; how many rows wait. */
  private long write() {
    try (ReturnTransaction open = ReturnTransaction.begin(path, List.of("t"), 5_000)) {
      // Keys that are numbers are in no map.
      KeptKeys none =
          new KeptKeys(
              new KeyMapStore(OUT),
              (sql, parameters) -> {
                throw new AssertionError("nothing is to be looked up");
              });
      FileRows rows = new FileRows(open, tables, none);
      rows.write(batch);
      open.commit();
      batch.clear();
      return rows.waiting();
    }
  }

  private List<String> rows() {
    return file.run("SELECT * FROM t ORDER BY id;").lines().toList();
  }
}
