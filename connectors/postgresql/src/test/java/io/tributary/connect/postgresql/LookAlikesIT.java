package io.tributary.connect.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whoever may create in a schema of the default search path would have our superuser run theirs.
 */
class LookAlikesIT {
  private final SourceDatabase source = new SourceDatabase();
  private final StoredOffsets offsets = new StoredOffsets();

  @BeforeEach
  void create() {
    source.execute(
        "CREATE TABLE item (id int PRIMARY KEY)",
        "INSERT INTO item VALUES (1)",
        // A sequence goes on whatever becomes of the transaction.
        "CREATE SEQUENCE caught",
        "CREATE FUNCTION to_jsonb(pg_catalog.pg_replication_slots) RETURNS jsonb LANGUAGE sql AS"
            + " 'SELECT jsonb_build_object(''wal_status'', nextval(''public.caught''))'",
        "CREATE FUNCTION pg_logical_emit_message(boolean, text, varchar) RETURNS pg_lsn"
            + " LANGUAGE sql AS 'SELECT (''0/'' || nextval(''public.caught''))::pg_lsn'");
    for (String left : new String[] {"name", "varchar", "text"}) {
      for (String right : new String[] {"name", "varchar", "text"}) {
        String types = left + ", " + right;
        source.execute(
            "CREATE FUNCTION equal("
                + types
                + ") RETURNS boolean LANGUAGE sql AS"
                + " 'SELECT CASE WHEN nextval(''public.caught'') > 0"
                + " THEN $1::text OPERATOR(pg_catalog.=) $2::text END'",
            "CREATE OPERATOR public.= (LEFTARG = %s, RIGHTARG = %s, FUNCTION = public.equal)"
                .formatted(left, right));
      }
    }
    source.execute(
        "ALTER DATABASE \"%s\" SET search_path = public, pg_catalog".formatted(source.name()));
    source.publish("item");
  }

  @AfterEach
  void drop() {
    source.close();
  }

  @Test
  void areNotCalledByTheConnectorsSessions() throws Exception {
    // given: they would be called by whoever finds them
    source.query("SELECT 'a'::name = 'b'::varchar");
    assertThat(source.query("SELECT is_called FROM caught")).containsExactly("t");
    source.execute("ALTER SEQUENCE caught RESTART");
    Map<String, String> settings = source.settings("public\\.item");
    settings.put(
        "heartbeat.action.query",
        "SELECT pg_logical_emit_message(false, 'tributary.heartbeat', '')");

    // when: a snapshot, a change and heartbeats
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      run.until(DebeziumMarker::endsSnapshot);
      source.execute("INSERT INTO item VALUES (2)");
      run.until(record -> id(record, "2"));
      run.until(record -> record.topic().startsWith("__debezium-heartbeat"));
    }
    // and a start from where it stopped
    source.execute("INSERT INTO item VALUES (3)");
    try (TaskRun run = TaskRun.started(settings, offsets)) {
      run.until(record -> id(record, "3"));
    }

    // then
    assertThat(source.query("SELECT is_called FROM caught")).containsExactly("f");
  }

  private static boolean id(SourceRecord record, String id) {
    return Json.value(record).at("/after/id").asText().equals(id);
  }
}
