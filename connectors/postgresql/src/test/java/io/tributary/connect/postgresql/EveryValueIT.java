package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.fixture.AwkwardValues;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every value arrives as a literal that PostgreSQL reads back to the same value, by every way that
 * it can take. PostgreSQL judges.
 */
class EveryValueIT {

  private static final SourceDatabase SOURCE = new SourceDatabase();
  private static final List<AwkwardValues.Case> CASES = AwkwardValues.all();
  private static final Map<String, Map<String, String>> LITERALS = new LinkedHashMap<>();

  @BeforeAll
  static void streamThemAll() throws Exception {
    // given: a database whose presets print values in forms that lose something
    SOURCE.execute(AwkwardValues.types());
    for (String preset :
        List.of(
            "datestyle = 'SQL, DMY'",
            "intervalstyle = 'sql_standard'",
            "extra_float_digits = 0",
            "bytea_output = 'escape'",
            "timezone = 'Asia/Kolkata'")) {
      SOURCE.execute("ALTER DATABASE " + SOURCE.name() + " SET " + preset);
    }
    List<String> ddl = new ArrayList<>();
    for (int i = 0; i < CASES.size(); i++) {
      AwkwardValues.Case c = CASES.get(i);
      ddl.add("CREATE TABLE v%d (id int PRIMARY KEY, n int, v %s)".formatted(i, c.type()));
      ddl.add("ALTER TABLE v%d REPLICA IDENTITY FULL".formatted(i));
      ddl.add("INSERT INTO v%d VALUES (1, 0, %s)".formatted(i, c.sql()));
    }
    SOURCE.execute(ddl.toArray(String[]::new));
    SOURCE.execute("CREATE PUBLICATION tributary_it FOR ALL TABLES");
    try (TaskRun run = TaskRun.started(SOURCE.settings("public\\.v\\d+"), new StoredOffsets())) {
      run.until(DebeziumMarker::endsSnapshot);
      // when
      for (int i = 0; i < CASES.size(); i++) {
        SOURCE.execute(
            "INSERT INTO v%1$d SELECT 2, 0, v FROM v%1$d WHERE id = 1".formatted(i),
            "UPDATE v%d SET n = 1 WHERE id = 2".formatted(i),
            "DELETE FROM v%d WHERE id = 2".formatted(i));
      }
      SOURCE.execute("SELECT pg_logical_emit_message(true, 'end', '')");
      run.until(record -> record.topic().equals("demo.message"));
      run.records().forEach(EveryValueIT::collect);
    }
  }

  private static void collect(SourceRecord record) {
    JsonNode value = Json.value(record);
    String table = value.path("source").path("table").asText();
    if (!table.startsWith("v")) {
      return;
    }
    String op = value.path("op").asText();
    for (String side : List.of("before", "after")) {
      JsonNode row = value.path(side);
      if (row.isObject()) {
        assertThat(row.has("v")).as("%s %s has v", table, op).isTrue();
        LITERALS
            .computeIfAbsent(table, t -> new LinkedHashMap<>())
            .put(op + " " + side, row.path("v").textValue());
      }
    }
  }

  @AfterAll
  static void drop() {
    SOURCE.close();
  }

  @Test
  void isReadBackExactlyFromSnapshotInsertUpdateAndDelete() throws SQLException {
    List<String> differences = new ArrayList<>();
    try (Connection connection = SOURCE.connect();
        Statement session = connection.createStatement()) {
      session.execute("SET intervalstyle = postgres; SET extra_float_digits = 3");
      session.execute("SET lc_monetary = 'C'; SET bytea_output = hex");
      for (int i = 0; i < CASES.size(); i++) {
        Map<String, String> literals = LITERALS.getOrDefault("v" + i, Map.of());
        assertThat(literals.keySet())
            .as(CASES.get(i).toString())
            .containsExactlyInAnyOrder("r after", "c after", "u before", "u after", "d before");
        for (Map.Entry<String, String> literal : literals.entrySet()) {
          compare(connection, i, literal).ifPresent(differences::add);
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(CASES.stream().map(AwkwardValues.Case::type).collect(Collectors.toSet()))
        .hasSizeGreaterThan(60);
  }

  private static Optional<String> compare(
      Connection connection, int i, Map.Entry<String, String> literal) {
    AwkwardValues.Case c = CASES.get(i);
    String sql =
        """
        SELECT num_nulls(v) = num_nulls(r) AND format('%%s', v) = format('%%s', r)
               AND v::text IS NOT DISTINCT FROM r::text,
               format('%%s', v), format('%%s', r)
          FROM v%d, LATERAL (SELECT CAST(CAST(? AS text) AS %s) AS r) AS read"""
            .formatted(i, c.type());
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, literal.getValue());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getBoolean(1)
            ? Optional.empty()
            : Optional.of(
                "%s by %s: %s became %s"
                    .formatted(c, literal.getKey(), row.getString(2), row.getString(3)));
      }
    } catch (SQLException e) {
      return Optional.of("%s by %s: %s".formatted(c, literal, e.getMessage()));
    }
  }
}
