package io.tributary.checks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.checks.sample.TableSample;
import io.tributary.common.plan.file.MigrationFile;
import io.tributary.common.plan.source.Source;
import io.tributary.files.sqlite.source.SqliteFileSchema;
import io.tributary.files.sqlite.source.UntouchedSqliteFile;
import io.tributary.mapping.source.MappingBasis;
import io.tributary.mapping.source.MappingPlanner;
import io.tributary.mapping.table.SourceMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every row of a file, whatever part of the keys is in memory at a time. */
class WholeCheckTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 40, 13})
  void findsWhatRefersToNothingThroughRowsThatAreSetAside(int keysAtATime) throws Exception {
    // given a chain of references in which every hundredth row refers to nothing, and a cycle
    sqlite(
        "CREATE TABLE bill (id INTEGER PRIMARY KEY)",
        "CREATE TABLE line (id INTEGER PRIMARY KEY, bill INTEGER REFERENCES bill)",
        "CREATE TABLE part (id INTEGER PRIMARY KEY, line INTEGER REFERENCES line)",
        "CREATE TABLE node (id INTEGER PRIMARY KEY, up INTEGER REFERENCES node)",
        "INSERT INTO bill VALUES (1)",
        "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 1000)"
            + " INSERT INTO line SELECT i, CASE WHEN i % 100 = 0 THEN 99 WHEN i % 7 = 0 THEN NULL"
            + " ELSE 1 END FROM g",
        "INSERT INTO part VALUES (1, 100), (2, 101), (3, NULL), (4, 5000)",
        "INSERT INTO node VALUES (1, 1), (2, 1), (3, 77), (4, 3), (5, 4), (6, 2)");

    // when
    List<String> found = found("", keysAtATime);

    // then
    assertThat(found)
        .containsExactly(
            "line.bill ORPHAN 10 of 1000: id = 100 no row of app.bill has bill = 99",
            "node.up ORPHAN 3 of 6: id = 3 id = 4 id = 5 no row of app.node has up = 77",
            "part.line ORPHAN 2 of 4: id = 1 id = 4 no row of app.line has line = 100");
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000_000, 13})
  void findsKeysThatBecomeEqualAndLetsTheFirstHaveThem(int keysAtATime) throws Exception {
    // given
    sqlite(
        "CREATE TABLE item (k TEXT PRIMARY KEY, n INTEGER)",
        "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < 50)"
            + " INSERT INTO item SELECT i, i FROM g",
        "INSERT INTO item VALUES ('007', 1), ('07', 1), ('+9', 1), ('x', 1)");

    // when
    List<String> found = found("tables: {item: {columns: {k: {convert: integer}}}}", keysAtATime);

    // then: the rows with short spellings were there before
    assertThat(found)
        .satisfiesExactlyInAnyOrder(
            refused -> assertThat(refused).startsWith("item.k NOT_A_NUMBER").contains("k = x"),
            collision ->
                assertThat(collision)
                    .startsWith("item.k KEY_COLLISION 3 of 54: ")
                    .contains("k = +9 k = 007 k = 07 k = 007 becomes k = 7 as another row does"));
  }

  @Test
  void countsARowOnceAndFollowsNoReferenceThatIsExact() throws Exception {
    // given a row that is refused and would be an orphan too, and one of a refused parent
    sqlite(
        "CREATE TABLE p (id INTEGER PRIMARY KEY, at TEXT)",
        "CREATE TABLE c (id INTEGER PRIMARY KEY, at TEXT, p INTEGER REFERENCES p)",
        "INSERT INTO p VALUES (1, '2024-01-01 10:00:00'), (2, 'soon')",
        "INSERT INTO c VALUES (1, 'never', 9), (2, '2024-01-01 10:00:00', 2), (3, NULL, 1)");

    // when
    List<String> found =
        found(
            "tables: {p: {columns: {at: {convert: timestamptz, zone: UTC}}},"
                + " c: {columns: {at: {convert: timestamptz, zone: UTC}}}}",
            1_000_000);

    // then
    assertThat(found)
        .hasSize(3)
        .anyMatch(text -> text.startsWith("p.at NOT_A_TIME 1 of 2: id = 2"))
        .anyMatch(text -> text.startsWith("c.at NOT_A_TIME 1 of 3: id = 1"))
        .anyMatch(text -> text.startsWith("c.p ORPHAN 1 of 3: id = 2"));
  }

  @Test
  void leavesTheFileAndItsDirectoryAsTheyAre() throws Exception {
    // given
    sqlite("CREATE TABLE p (id INTEGER PRIMARY KEY)", "INSERT INTO p VALUES (1)");
    byte[] before = Files.readAllBytes(home.resolve("app.db"));

    // when
    found("", 1_000_000);

    // then
    assertThat(Files.readAllBytes(home.resolve("app.db"))).isEqualTo(before);
    assertThat(home).isDirectoryContaining("glob:**app.db");
    assertThat(home.toFile().list()).hasSize(1);
  }

  private List<String> found(String rules, int keysAtATime) {
    Source source =
        MigrationFile.parse(
                """
                migration: m
                target:
                  connection: {host: 127.0.0.1, port: 1, database: d, user: u}
                  schemas: {app: {role: app}}
                sources:
                - name: app
                  kind: sqlite
                  file: %s/app.db
                  schemas: [{from: main, to: app}]
                  %s
                """
                    .formatted(home, rules))
            .sources()
            .get(0);
    return new UntouchedSqliteFile("app", home.resolve("app.db"))
        .read(
            session -> {
              MappingBasis basis = SqliteFileSchema.basis(session);
              SourceMapping mapping = MappingPlanner.plan(source, basis);
              return sentences(
                  new WholeCheck(
                          mapping,
                          RowReference.made(mapping),
                          new SqliteRowScan(session, mapping),
                          keysAtATime)
                      .look());
            });
  }

  private static List<String> sentences(List<TableSample> samples) {
    Set<String> all = new TreeSet<>();
    for (TableSample sample : samples) {
      assertThat(sample.whole()).isTrue();
      sample
          .refused()
          .forEach(
              values ->
                  all.add(
                      "%s.%s %s %d of %d: %s %s"
                          .formatted(
                              sample.table().name(),
                              values.column(),
                              values.reason(),
                              values.rows(),
                              sample.read(),
                              String.join(
                                  " ",
                                  values.keys().size() > 5
                                      ? values.keys().subList(0, 1)
                                      : new TreeSet<>(values.keys())),
                              values.text())));
    }
    return new ArrayList<>(all);
  }

  private void sqlite(String... statements) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home + "/app.db");
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
