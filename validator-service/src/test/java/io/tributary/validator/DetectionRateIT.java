package io.tributary.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.common.desired.MigrationGoal;
import io.tributary.common.verdict.BlindSpot;
import io.tributary.common.verdict.RowDifference;
import io.tributary.common.verdict.RowDifference.Kind;
import io.tributary.common.verdict.TableVerdict;
import io.tributary.common.verdict.TableVerdict.Verdict;
import io.tributary.validator.Corruptions.Corruption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every corruption of a seeded list is found, each in a row of its own; and what a comparison
 * cannot see, it says.
 */
class DetectionRateIT {
  private static final int ROWS = 300;
  private static final List<Corruption> LIST = Corruptions.all();

  private static TwoDatabases databases;
  private static Comparing comparing;

  @BeforeAll
  static void fill() {
    databases = TwoDatabases.create("rate");
    databases.onBoth(Corruptions.TYPES);
    String columns =
        IntStream.range(0, LIST.size())
            .mapToObj(
                i -> column(i) + " " + LIST.get(i).type() + " DEFAULT " + LIST.get(i).before())
            .collect(Collectors.joining(", "));
    databases.onBoth("CREATE TABLE $S.wide (id int PRIMARY KEY, " + columns + ")");
    databases.onBoth("INSERT INTO $S.wide (id) SELECT generate_series(1, " + ROWS + ")");
    databases.onBoth("CREATE TABLE $S.keyless (n numeric, t text)");
    databases.onBoth(
        "INSERT INTO $S.keyless SELECT g % 5, 't' || g % 5 FROM generate_series(1, 20) g");
    databases.onBoth("CREATE TABLE $S.scaled (k numeric PRIMARY KEY, f float8 NOT NULL UNIQUE)");
    databases.onBoth(
        "INSERT INTO $S.scaled SELECT (g || '.0')::numeric, g FROM generate_series(0, 20) g");
    databases.onBoth(
        "CREATE TABLE $S.parted (id int, v int) PARTITION BY RANGE (id);"
            + "CREATE TABLE $S.low PARTITION OF $S.parted FOR VALUES FROM (0) TO (10);"
            + "CREATE TABLE $S.rest PARTITION OF $S.parted DEFAULT;"
            + "INSERT INTO $S.parted SELECT g, g FROM generate_series(1, 20) g");
    databases.onBoth("CREATE TABLE $S.papers (id int PRIMARY KEY, x xml[], e text)");
    databases.onBoth("INSERT INTO $S.papers VALUES (1, ARRAY['<a/>'::xml], 'e')");
    databases.checkpoint(-1, Long.MAX_VALUE, null);
    comparing = new Comparing("rate", Comparing.defaults());
    comparing.desire(TwoDatabases.migration(500, databases), MigrationGoal.REPLICATE, 1, null);
  }

  @AfterAll
  static void close() {
    comparing.close();
    databases.close();
  }

  @Test
  void findsEveryCorruptionOfTheSeededList() throws SQLException {
    // given
    long seed = Long.getLong("corruption.seed", 20_261_121L);
    List<Integer> ids = new ArrayList<>(IntStream.rangeClosed(1, ROWS).boxed().toList());
    Collections.shuffle(ids, new Random(seed));
    awaitVerdict("app.wide", Verdict.EQUAL);

    // when
    StringBuilder damage = new StringBuilder();
    for (int i = 0; i < LIST.size(); i++) {
      damage.append(
          "UPDATE $S.wide SET %s = %s WHERE id = %d;"
              .formatted(column(i), LIST.get(i).after(), ids.get(i)));
    }
    databases.onTarget(damage.toString());
    assertEachIsOneInPostgresqlsOwnBytes(ids);

    // then
    TableVerdict verdict = awaitVerdict("app.wide", Verdict.DIFFERENT);
    Set<RowDifference> found = new HashSet<>(verdict.findings().differences());
    List<String> missed = new ArrayList<>();
    for (int i = 0; i < LIST.size(); i++) {
      Map<String, String> key = Map.of("id", String.valueOf(ids.get(i)));
      if (!found.remove(new RowDifference(key, Kind.CHANGED, List.of("c%02d".formatted(i))))) {
        missed.add(LIST.get(i).toString());
      }
    }
    int seen = LIST.size() - missed.size();
    System.out.printf(
        "detection rate: %d of %d corruptions (%d %%), seed %d%n",
        seen, LIST.size(), 100 * seen / LIST.size(), seed);
    assertThat(missed).as("not found, seed " + seed).isEmpty();
    assertThat(found).as("found where nothing was damaged, seed " + seed).isEmpty();
    assertThat(verdict.findings().differenceCount())
        .isEqualTo(LIST.size())
        .isGreaterThanOrEqualTo(40);
  }

  /** Otherwise the list would hold damages that are none. */
  private static void assertEachIsOneInPostgresqlsOwnBytes(List<Integer> ids) throws SQLException {
    try (Connection target = databases.openTarget();
        Statement statement = target.createStatement()) {
      for (int i = 0; i < LIST.size(); i++) {
        String sql =
            "SELECT record_image_ne(ROW(a.%1$s), ROW(b.%1$s)) FROM %2$s.wide a, %2$s.wide b WHERE a.id = %3$d AND b.id = %4$d"
                .formatted(column(i), databases.targetSchema(), ids.get(i), ids.get(ROWS - 1));
        try (ResultSet row = statement.executeQuery(sql)) {
          row.next();
          assertThat(row.getBoolean(1)).as(LIST.get(i).toString()).isTrue();
        }
      }
    }
  }

  @Test
  void findsDamagedRowsWithoutKeyAndDamagedKeys() {
    // given
    for (String table : List.of("keyless", "scaled", "parted")) {
      awaitVerdict("app." + table, Verdict.EQUAL);
    }

    // when
    databases.onTarget(
        "DELETE FROM $S.keyless WHERE ctid = (SELECT min(ctid) FROM $S.keyless WHERE n = 1);"
            + "INSERT INTO $S.keyless VALUES (2, 't2');"
            + "UPDATE $S.keyless SET n = 3.0"
            + " WHERE ctid = (SELECT min(ctid) FROM $S.keyless WHERE n = 3)");
    databases.onTarget(
        "UPDATE $S.scaled SET k = 7.00 WHERE k = 7; UPDATE $S.scaled SET f = '-0' WHERE f = 0");
    databases.onTarget(
        "DELETE FROM $S.parted WHERE id = 3; UPDATE $S.parted SET v = 0 WHERE id = 15");

    // then
    assertThat(awaitVerdict("app.keyless", Verdict.DIFFERENT).findings().differenceCount())
        .isEqualTo(4);
    assertThat(awaitVerdict("app.scaled", Verdict.DIFFERENT).findings().differences())
        .containsExactlyInAnyOrder(
            new RowDifference(Map.of("k", "7.0"), Kind.MISSING_IN_TARGET, List.of()),
            new RowDifference(Map.of("k", "7.00"), Kind.EXTRA_IN_TARGET, List.of()),
            new RowDifference(Map.of("k", "0.0"), Kind.CHANGED, List.of("f")));
    assertThat(awaitVerdict("app.parted", Verdict.DIFFERENT).findings().differenceCount())
        .isEqualTo(3);
  }

  @Test
  void namesWhatItDoesNotSee() {
    // given: PostgreSQL prints this document without its declaration
    awaitVerdict("app.papers", Verdict.EQUAL);
    comparing.verdicts.clear();

    // when
    databases.onTarget("UPDATE $S.papers SET x = ARRAY['<?xml version=\"1.0\"?><a/>'::xml]");

    // then
    TableVerdict papers = awaitVerdict("app.papers", Verdict.EQUAL);
    assertThat(papers.blindSpots())
        .containsExactly(new BlindSpot(BlindSpot.Kind.XML_DECLARATION, List.of("x")));
    assertThat(awaitAny("app.parted").blindSpots())
        .containsExactly(new BlindSpot(BlindSpot.Kind.PARTITION, List.of()));
    assertThat(awaitAny("app.keyless").blindSpots()).isEmpty();
    Map<BlindSpot.Kind, List<String>> wide =
        awaitAny("app.wide").blindSpots().stream()
            .collect(Collectors.toMap(BlindSpot::kind, BlindSpot::columns));
    assertThat(wide.keySet())
        .containsExactlyInAnyOrder(
            BlindSpot.Kind.NAN_PAYLOAD,
            BlindSpot.Kind.XML_DECLARATION,
            BlindSpot.Kind.OBJECT_IDENTITY,
            BlindSpot.Kind.LARGE_OBJECT,
            BlindSpot.Kind.UNPRINTED);
    assertThat(wide.get(BlindSpot.Kind.NAN_PAYLOAD))
        .isEqualTo(columns("float8", "float4", "float8[]", "point", "polygon", "path"));
    assertThat(wide.get(BlindSpot.Kind.UNPRINTED))
        .isEqualTo(columns("public.citext", "public.vector", "public.hstore"));
    assertThat(wide.get(BlindSpot.Kind.OBJECT_IDENTITY)).isEqualTo(columns("regtype"));
  }

  private static List<String> columns(String... types) {
    return IntStream.range(0, LIST.size())
        .filter(i -> List.of(types).contains(LIST.get(i).type()))
        .mapToObj("c%02d"::formatted)
        .toList();
  }

  private static String column(int i) {
    return "c%02d".formatted(i);
  }

  private static TableVerdict awaitVerdict(String table, Verdict wanted) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> comparing.latest(table), v -> v != null && v.verdict() == wanted);
  }

  private static TableVerdict awaitAny(String table) {
    return await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> comparing.latest(table), v -> v != null);
  }
}
