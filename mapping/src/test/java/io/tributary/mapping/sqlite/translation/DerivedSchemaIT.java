package io.tributary.mapping.sqlite.translation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.conversion.EpochUnit;
import io.tributary.fixture.PostgresFixture;
import io.tributary.fixture.PostgresServer;
import io.tributary.mapping.conversion.JsonConversion;
import io.tributary.mapping.conversion.TimestampConversion;
import io.tributary.mapping.conversion.UuidConversion;
import io.tributary.mapping.conversion.ZoneRule;
import io.tributary.mapping.remark.MappingRemark;
import io.tributary.mapping.remark.RemarkCode;
import io.tributary.mapping.sqlite.SqliteProgram;
import io.tributary.mapping.sqlite.schema.SqliteColumnName;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemas derived from real SQLite files are taken by a real PostgreSQL and mean what they should.
 */
class DerivedSchemaIT {
  private static final String DATABASE = "derived_schema";
  private static final PostgresServer SERVER = PostgresFixture.target();
  private static Connection postgres;

  @TempDir Path directory;

  @BeforeAll
  static void connect() throws SQLException {
    SERVER.createDatabase(DATABASE);
    postgres = SERVER.connect(DATABASE);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    postgres.close();
  }

  @Test
  void takesTheAgentPlatform() throws SQLException {
    DerivedSchema plan = load("agent-platform/legacy.sql", "agents");
    assertThat(columns("agents"))
        .contains(
            "agents.id text not null",
            "agents.status text default 'idle'::text",
            "tasks.assigned_agent_id text",
            "tasks.priority text default 'medium'::text");
    assertThat(constraints("agents"))
        .containsExactlyInAnyOrder(
            "agents PRIMARY KEY (id)",
            "tasks PRIMARY KEY (id)",
            "tasks FOREIGN KEY (assigned_agent_id) REFERENCES agents.agents(id)");
    assertThat(codes(plan))
        .containsOnly(RemarkCode.NULLABLE_KEY, RemarkCode.FOREIGN_KEY_NOT_ENFORCED);
  }

  @Test
  void takesDeclaredConversionsAlongTheForeignKeys() throws SQLException {
    UuidConversion uuid = new UuidConversion(new java.util.UUID(0, 1), true);
    TimestampConversion utc = new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6);
    DerivedSchema plan =
        load(
            "agent-platform/legacy.sql",
            SchemaChoices.usual("converted")
                .with(
                    Map.of(
                        new SqliteColumnName("agents", "id"), uuid,
                        new SqliteColumnName("tasks", "id"), uuid,
                        new SqliteColumnName("tasks", "assigned_agent_id"), uuid,
                        new SqliteColumnName("agents", "capabilities"), new JsonConversion(false),
                        new SqliteColumnName("agents", "created_at"), utc)));
    assertThat(columns("converted"))
        .contains(
            "agents.id uuid not null",
            "tasks.assigned_agent_id uuid",
            "agents.capabilities json",
            "agents.created_at timestamp with time zone");
    assertThat(constraints("converted"))
        .contains("tasks FOREIGN KEY (assigned_agent_id) REFERENCES converted.agents(id)");
    assertThat(codes(plan)).doesNotContain(RemarkCode.FOREIGN_KEY_LEFT_OUT);
  }

  @Test
  void takesTheStoicEmperor() throws SQLException {
    load("stoic-emperor/legacy.sql", "stoic");
    assertThat(columns("stoic"))
        .contains(
            "schema_version.version bigint not null identity d",
            "semantic_insights.confidence double precision",
            "users.created_at text default to_char((statement_timestamp() AT TIME ZONE 'UTC'::text),"
                + " 'YYYY-MM-DD HH24:MI:SS'::text)");
    assertThat(constraints("stoic")).hasSize(7 + 6);
    assertThat(indexes("stoic")).hasSize(7 + 6);
    assertThat(text("INSERT INTO stoic.users (id) VALUES ('x') RETURNING created_at"))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d");
  }

  @Test
  void takesPensieve() throws SQLException {
    DerivedSchema plan = load("pensieve.sql", "pensieve");
    assertThat(columns("pensieve"))
        .contains(
            "entities.size bigint not null",
            "entities.id bigint not null identity d",
            "libraries.kind character varying(16) default 'static'::character varying(16) not null",
            "tags.created_at timestamp without time zone default date_trunc('second'::text,"
                + " (statement_timestamp() AT TIME ZONE 'UTC'::text)) not null");
    assertThat(constraints("pensieve"))
        .contains(
            "entities UNIQUE (library_id, filepath)",
            "libraries UNIQUE (name)",
            "entity_tags FOREIGN KEY (entity_id) REFERENCES pensieve.entities(id) ON DELETE CASCADE");
    assertThat(indexes("pensieve"))
        .anyMatch(
            index ->
                index.endsWith("(key, entity_id, value) WHERE ((key)::text = 'active_app'::text)")
                    || index.endsWith("(key, entity_id, value) WHERE (key = 'active_app'::text)"));
    assertThat(codes(plan))
        .contains(RemarkCode.AUTOMATIC_KEY)
        .doesNotContain(RemarkCode.INDEX_LEFT_OUT);
  }

  @Test
  void takesChinook() throws SQLException {
    DerivedSchema plan = load("chinook.sql", "chinook");
    assertThat(columns("chinook"))
        .contains(
            "Track.UnitPrice numeric(10,2) not null",
            "Album.Title character varying(160) not null",
            "Employee.BirthDate timestamp without time zone");
    assertThat(constraints("chinook"))
        .hasSize(11 + 11)
        .contains(
            "PlaylistTrack PRIMARY KEY (\"PlaylistId\", \"TrackId\")",
            "Employee FOREIGN KEY (\"ReportsTo\") REFERENCES chinook.\"Employee\"(\"EmployeeId\")");
    assertThat(
            text(
                "SELECT conname FROM pg_constraint WHERE conrelid ="
                    + " 'chinook.\"Album\"'::regclass AND contype = 'p'"))
        .isEqualTo("PK_Album");
    assertThat(indexes("chinook")).hasSize(11 + 11);
    assertThat(codes(plan)).doesNotContain(RemarkCode.FOREIGN_KEY_LEFT_OUT);
  }

  @Test
  void takesWhatIsAwkwardAndReportsTheRest() throws SQLException {
    DerivedSchema plan = load("awkward.sql", "awkward");
    assertThat(columns("awkward"))
        .contains(
            "Owner \"of\" all.the id bigint not null identity d",
            "pair.w text generated (y || '!'::text)",
            "order.xmin_ bigint",
            "types.h jsonb default '{\"a\": [1]}'::jsonb");
    assertThat(codes(plan))
        .contains(
            RemarkCode.FOREIGN_KEY_LEFT_OUT,
            RemarkCode.CHECK_LEFT_OUT,
            RemarkCode.CONFLICT_CLAUSE_LEFT_OUT,
            RemarkCode.DEFAULT_LEFT_OUT,
            RemarkCode.INDEX_LEFT_OUT,
            RemarkCode.VIEW_LEFT_OUT,
            RemarkCode.TRIGGER_LEFT_OUT,
            RemarkCode.VIRTUAL_TABLE_LEFT_OUT,
            RemarkCode.COLLATION);
    assertThat(text("SELECT count(*)::text FROM awkward.seen")).isEqualTo("0");
  }

  private DerivedSchema load(String resource, String schema) throws SQLException {
    return load(resource, SchemaChoices.usual(schema));
  }

  private DerivedSchema load(String resource, SchemaChoices choices) throws SQLException {
    DerivedSchema plan =
        DerivedSchemaPlanner.plan(SqliteProgram.in(directory).load(resource).schema(), choices);
    List<String> all = new ArrayList<>(plan.preData());
    all.addAll(plan.postData());
    for (String sql : all) {
      try (Statement statement = postgres.createStatement()) {
        statement.execute(sql);
      } catch (SQLException e) {
        throw new AssertionError(sql, e);
      }
    }
    return plan;
  }

  private static List<RemarkCode> codes(DerivedSchema plan) {
    return plan.remarks().stream().map(MappingRemark::code).toList();
  }

  private static List<String> columns(String schema) throws SQLException {
    return texts(
        """
        SELECT c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || CASE WHEN a.attgenerated = 's' THEN ' generated ' || pg_get_expr(d.adbin, d.adrelid)
               WHEN d.oid IS NOT NULL THEN ' default ' || pg_get_expr(d.adbin, d.adrelid)
               ELSE '' END
          || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
          || CASE WHEN a.attidentity <> '' THEN ' identity ' || a.attidentity::text ELSE '' END
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r'
        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relnamespace = '%s'::regnamespace AND a.attnum > 0"""
            .formatted(schema));
  }

  private static List<String> constraints(String schema) throws SQLException {
    return texts(
        """
        SELECT c.relname || ' ' || pg_get_constraintdef(k.oid)
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
        WHERE k.connamespace = '%s'::regnamespace"""
            .formatted(schema));
  }

  private static List<String> indexes(String schema) throws SQLException {
    return texts("SELECT indexdef FROM pg_indexes WHERE schemaname = '" + schema + "'");
  }

  private static String text(String sql) throws SQLException {
    return texts(sql).get(0);
  }

  private static List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = postgres.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        texts.add(rows.getString(1));
      }
    }
    return texts;
  }
}
