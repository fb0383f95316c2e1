package io.tributary.mapping.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.RowImage;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.mapping.row.MappedRow;
import io.tributary.mapping.row.RowConversion;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A schema with every kind of rule is taken by a real PostgreSQL, and so are converted rows. */
class RuledSchemaIT {
  private static final String RULES =
      """
      zone: UTC
      tables:
        agents:
          to: Agent
          columns:
            id: {to: key, convert: uuid, namespace: 6ba7b810-9dad-11d1-80b4-00c04fd430c8}
            status: {convert: enum, labels: [idle, active, busy, error, offline], type: Mood}
            capabilities: {convert: jsonb}
            system_prompt: {drop: true}
            created_at: {convert: timestamptz, epoch: by-digits}
            origin: {constant: phase-1, type: varchar(20)}
        tasks: {columns: {assigned_agent_id: {to: agent, empty-as-null: true}}}
      """;

  /** The UUID of version 5 of "agent-5" under that namespace, as Python's uuid5 makes it. */
  private static final String AGENT_5 = "61372795-9485-502c-af62-9aefcaae5162";

  @Test
  void takesWhatTheRulesMake() throws SQLException {
    // given
    PostgresServer server = PostgresFixture.target();
    server.createDatabase("ruled_schema");
    SourceMapping mapping =
        MappedFile.with(RULES)
            .script(SqliteProgram.resource("agent-platform/legacy.sql"))
            .file("CREATE VIEW busy AS SELECT id FROM agents WHERE name = 'x'")
            .mapping();

    // when
    try (Connection connection = server.connect("ruled_schema");
        Statement statement = connection.createStatement()) {
      for (List<String> sql : List.of(mapping.preData(), mapping.postData())) {
        for (String each : sql) {
          statement.execute(each);
        }
      }
      TableMapping agents = MappedFile.table(mapping, "agents");
      MappedRow row =
          new RowConversion(agents)
              .convert(
                  new RowImage(
                      List.of("id", "name", "agent_type", "status", "capabilities", "created_at"),
                      List.of("agent-5", "n", "t", "busy", "[1]", "1700000000")));
      RowImage accepted = ((MappedRow.Accepted) row).row();
      statement.execute(insert(accepted));

      // then
      assertThat(mapping.problems()).isEmpty();
      assertThat(text(statement, "SELECT a.*::text FROM app.\"Agent\" a"))
          .contains(AGENT_5, "busy", "[1]", "2023-11-14 22:13:20+00", "phase-1");
      assertThat(
              text(
                  statement,
                  "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f'"))
          .isEqualTo("FOREIGN KEY (agent) REFERENCES app.\"Agent\"(key)");
      assertThat(text(statement, "SELECT count(*) FROM app.busy")).isEqualTo("0");
    }
  }

  private static String insert(RowImage row) {
    String values =
        String.join(
            ", ", row.values().stream().map(v -> v == null ? "NULL" : "'" + v + "'").toList());
    return "INSERT INTO app.\"Agent\" (\""
        + String.join("\", \"", row.columns())
        + "\") VALUES ("
        + values
        + ")";
  }

  private static String text(Statement statement, String sql) throws SQLException {
    statement.execute("SET timezone = 'UTC'");
    try (ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
