package io.tributary.connect.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.files.sqlite.back.ReturnRows;
import io.tributary.files.sqlite.back.ReturnTable;
import io.tributary.files.sqlite.back.ReturnTransaction;
import io.tributary.files.sqlite.back.RowChange;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.files.sqlite.fence.SqliteFence;
import io.tributary.fixture.VectorLibrary;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The real module vec0 reads and searches what comes into its closed tables, and goes on writing
 * there afterwards. What is expected is kept beside, in memory.
 */
class VectorsBackIT {
  private static final List<String> NAMES = List.of("v");
  private static final List<String> COLUMNS =
      List.of("e", "kind", "day", "seen", "n", "r", "note", "x");
  private static final String[] KINDS = {
    "", "abc", "exactly12chr", "more than twelve", "ä☃🙂 and much more than that"
  };

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"", "id integer primary key,", "id text primary key,"})
  void theModuleFindsWhatCame(String key) throws Exception {
    // given
    Path library = VectorLibrary.require();
    Path path = directory.resolve("v.db");
    boolean text = key.contains("text");
    String id = key.isEmpty() ? "rowid" : "id";
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<Object, List<Object>> rows = new TreeMap<>();
    try (Connection module = VectorModule.open(library, path);
        Statement statement = module.createStatement()) {
      statement.execute(
          "CREATE VIRTUAL TABLE v USING vec0("
              + key
              + " e float[3], kind text, day text partition key, seen boolean, n integer, r float,"
              + " +note text, +x blob, chunk_size=8)");
      for (int i = 0; i < 20; i++) {
        List<Object> row = row(random);
        Object number = id(text, i);
        byModule(module, id, number, row);
        rows.put(number, row);
      }
    }
    CaptureStart.in(path, "owner", NAMES::contains, 5_000);
    SqliteFence fence = new SqliteFence(path, 5_000);
    for (int round = 0; round < 6; round++) {
      fence.raise(NAMES, "p", "token" + round, "mark", "moved");
      // when: in several transactions, the last of which is given up
      for (int i = 0; i < 3; i++) {
        applied(path, id, text, random, rows, i == 2);
      }
      // then
      try (Connection module = VectorModule.open(library, path)) {
        requireSame(module, id, rows, seed);
      }
      fence.lift(NAMES, "p", (token, whole) -> "");
      try (Connection module = VectorModule.open(library, path);
          Statement statement = module.createStatement()) {
        // when: the application goes on
        Object gone = new ArrayList<>(rows.keySet()).get(random.nextInt(rows.size()));
        statement.execute("DELETE FROM v WHERE " + id + " = " + quoted(gone));
        rows.remove(gone);
        for (int i = 0; i < 3; i++) {
          Object number = id(text, 1000 + 3 * round + i);
          List<Object> row = row(random);
          byModule(module, id, number, row);
          rows.put(number, row);
        }
        statement.execute("UPDATE v SET n = -5 WHERE " + id + " = " + quoted(id(text, 1000)));
        rows.computeIfPresent(id(text, 1000), (number, row) -> with(row, 4, -5L));
        // then
        requireSame(module, id, rows, seed);
      }
    }
  }

  /** The connector compares what no trigger tells of with what it sent. */
  @ParameterizedTest
  @ValueSource(strings = {"WAL", "DELETE"})
  void whatComesBackIsNoChangeOfAnApplication(String journal) throws Exception {
    Path library = VectorLibrary.require();
    try (Source source = new Source(journal).with("vector.comparison.interval.ms", "50")) {
      // given
      SqliteFence fence = new SqliteFence(source.file(), 5_000);
      try (Connection module = VectorModule.open(library, source.file());
          Statement statement = module.createStatement()) {
        statement.execute("CREATE VIRTUAL TABLE v USING vec0(e float[2], n integer, chunk_size=8)");
        statement.execute("INSERT INTO v(rowid, e, n) VALUES (1, '[1, 1]', 1), (2, '[2, 2]', 2)");
      }
      source.start().catchUp();
      fence.raise(NAMES, "p", "token", "raised", "moved");
      source.catchUp();
      long before = changes(source);
      // when: rows come back, and the connector looks, also anew
      try (ReturnTransaction transaction = ReturnTransaction.begin(source.file(), NAMES, 5_000)) {
        transaction.openForWriting();
        ReturnTable table = transaction.table("v");
        table.update(key("rowid", 1L), Map.of("n", value(10L)));
        Map<String, SourceValue> row = key("rowid", 3L);
        row.put("e", value("\\x" + "00".repeat(8)));
        row.put("n", value(30L));
        table.insert(row);
        transaction.commit();
      }
      looked(source);
      assertThat(changes(source)).isEqualTo(before);
      source.stop().start();
      looked(source);
      // then
      assertThat(changes(source)).isEqualTo(before);
      // when
      fence.lift(NAMES, "p", (token, whole) -> "lifted");
      while (source.replica().messages().size() < 2) {
        source.poll();
      }
      // then: a change before this mark would be one behind the fence
      assertThat(changes(source, 2)).isEqualTo(before);
      // when: the application goes on
      try (Connection module = VectorModule.open(library, source.file());
          Statement statement = module.createStatement()) {
        statement.execute("UPDATE v SET n = 20 WHERE rowid = 2");
      }
      looked(source);
      // then
      assertThat(source.replica().rows("v"))
          .hasSize(3)
          .anyMatch(row -> row.startsWith("[1, ") && row.endsWith(", 10]"))
          .anyMatch(row -> row.startsWith("[2, ") && row.endsWith(", 20]"))
          .anyMatch(row -> row.startsWith("[3, ") && row.endsWith(", 30]"));
    }
  }

  private static void looked(Source source) throws InterruptedException {
    source.catchUp();
    source.clock().advance(Duration.ofSeconds(1));
    source.catchUp();
  }

  private static long changes(Source source) {
    return changes(source, Integer.MAX_VALUE);
  }

  /** How many changes of rows there are before so many messages. */
  private static long changes(Source source, int messages) {
    long changes = 0;
    int left = messages;
    for (SourceRecord record : source.records()) {
      left -= holds(record, "message") ? 1 : 0;
      changes += left > 0 && holds(record, "after") ? 1 : 0;
    }
    return changes;
  }

  private static boolean holds(SourceRecord record, String field) {
    return record.valueSchema() != null && record.valueSchema().field(field) != null;
  }

  private static void applied(
      Path path,
      String id,
      boolean text,
      Random random,
      Map<Object, List<Object>> rows,
      boolean undone)
      throws SQLException {
    Map<Object, List<Object>> next = new TreeMap<>(rows);
    List<RowChange> changes = new ArrayList<>();
    Set<Object> touched = new HashSet<>();
    for (int i = 0; i < 6; i++) {
      Object number = id(text, random.nextInt(30));
      if (!touched.add(number)) {
        continue;
      }
      if (!next.containsKey(number)) {
        List<Object> row = row(random);
        Map<String, SourceValue> values = key(id, number);
        COLUMNS.forEach(column -> values.put(column, value(row.get(COLUMNS.indexOf(column)))));
        changes.add(new RowChange.Addition(values));
        next.put(number, row);
      } else if (random.nextInt(3) == 0) {
        changes.add(new RowChange.Removal(key(id, number)));
        next.remove(number);
      } else {
        int place = random.nextInt(COLUMNS.size());
        List<Object> row = with(next.get(number), place, row(random).get(place));
        changes.add(
            new RowChange.Alteration(
                key(id, number), Map.of(COLUMNS.get(place), value(row.get(place)))));
        next.put(number, row);
      }
    }
    try (ReturnTransaction transaction = ReturnTransaction.begin(path, NAMES, 5_000)) {
      assertThat(transaction.closed()).isTrue();
      transaction.openForWriting();
      ReturnTable table = transaction.table("v");
      assertThat(new ReturnRows(transaction, table).apply(changes)).isEmpty();
      assertThat(table.count()).isEqualTo(next.size());
      table.each(
          row -> {
            Map<String, SourceValue> wanted = new LinkedHashMap<>();
            SourceValue number = row.get(id);
            Object at =
                number instanceof SourceValue.Text t
                    ? t.value()
                    : (Object) ((SourceValue.Whole) number).value();
            wanted.put(id, number);
            for (int i = 0; i < COLUMNS.size(); i++) {
              wanted.put(COLUMNS.get(i), value(next.get(at).get(i)));
            }
            assertThat(row).isEqualTo(wanted);
          });
      if (!undone) {
        transaction.commit();
        rows.clear();
        rows.putAll(next);
      }
    }
  }

  private static void requireSame(
      Connection module, String id, Map<Object, List<Object>> rows, long seed) throws SQLException {
    Map<Object, List<Object>> found = new TreeMap<>();
    try (Statement statement = module.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT " + id + ", " + String.join(", ", COLUMNS) + " FROM v")) {
      while (row.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < COLUMNS.size(); i++) {
          Object value = row.getObject(i + 2);
          values.add(
              value instanceof byte[] bytes
                  ? hex(bytes)
                  : value instanceof Integer number ? (Object) number.longValue() : value);
        }
        Object number = row.getObject(1);
        found.put(number instanceof Integer whole ? (Object) whole.longValue() : number, values);
      }
    }
    assertThat(found).as("seed %d", seed).isEqualTo(rows);
    // and: each is the nearest to its own vector, among those of its day and kind
    for (Map.Entry<Object, List<Object>> row : rows.entrySet()) {
      try (PreparedStatement search =
          module.prepareStatement(
              "SELECT "
                  + id
                  + ", distance FROM v WHERE e MATCH ? AND k = 40 AND day = ? AND kind = ?"
                  + " AND seen = ?")) {
        search.setBytes(1, bytes((String) row.getValue().get(0)));
        search.setObject(2, row.getValue().get(2));
        search.setObject(3, row.getValue().get(1));
        search.setObject(4, row.getValue().get(3));
        List<Object> near = new ArrayList<>();
        try (ResultSet hit = search.executeQuery()) {
          while (hit.next()) {
            Object number = hit.getObject(1);
            near.add(number instanceof Integer whole ? (Object) whole.longValue() : number);
          }
        }
        assertThat(near)
            .as("seed %d", seed)
            .containsExactlyInAnyOrderElementsOf(
                rows.entrySet().stream()
                    .filter(other -> like(other.getValue(), row.getValue()))
                    .map(Map.Entry::getKey)
                    .toList());
        assertThat(near.get(0)).as("seed %d", seed).isEqualTo(row.getKey());
      }
    }
  }

  private static boolean like(List<Object> row, List<Object> other) {
    return row.subList(1, 4).equals(other.subList(1, 4));
  }

  private static void byModule(Connection module, String id, Object number, List<Object> row)
      throws SQLException {
    try (PreparedStatement insert =
        module.prepareStatement(
            "INSERT INTO v ("
                + id
                + ", "
                + String.join(", ", COLUMNS)
                + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setObject(1, number);
      for (int i = 0; i < row.size(); i++) {
        boolean bytes = i == 0 || i == 7;
        insert.setObject(i + 2, bytes ? bytes((String) row.get(i)) : row.get(i));
      }
      insert.executeUpdate();
    }
  }

  /** BLOBs as hex, so that rows compare. */
  private static List<Object> row(Random random) {
    ByteBuffer vector = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 3; i++) {
      vector.putFloat(random.nextFloat() - 0.5f);
    }
    byte[] blob = new byte[1 + random.nextInt(5)];
    random.nextBytes(blob);
    return List.of(
        hex(vector.array()),
        KINDS[random.nextInt(KINDS.length)],
        random.nextInt(4) == 0 ? "tue" : "mon",
        (long) random.nextInt(2),
        random.nextLong() >> random.nextInt(64),
        random.nextGaussian(),
        "note " + random.nextInt(),
        hex(blob));
  }

  private static List<Object> with(List<Object> row, int place, Object value) {
    List<Object> changed = new ArrayList<>(row);
    changed.set(place, value);
    return changed;
  }

  private static Object id(boolean text, int number) {
    return text ? (Object) ("k" + number) : (Object) (long) number;
  }

  private static String quoted(Object id) {
    return id instanceof String ? "'" + id + "'" : id.toString();
  }

  private static Map<String, SourceValue> key(String id, Object number) {
    Map<String, SourceValue> key = new LinkedHashMap<>();
    key.put(
        id,
        number instanceof Long whole
            ? new SourceValue.Whole(whole)
            : new SourceValue.Text((String) number));
    return key;
  }

  private static SourceValue value(Object value) {
    if (value instanceof Long whole) {
      return new SourceValue.Whole(whole);
    }
    if (value instanceof Double real) {
      return new SourceValue.Real(real);
    }
    String text = (String) value;
    return text.startsWith("\\x") ? new SourceValue.Bytes(bytes(text)) : new SourceValue.Text(text);
  }

  private static String hex(byte[] bytes) {
    return "\\x" + HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.substring(2));
  }
}
