package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.sqlite.SqliteProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rows of the agent platform go through the conversions that its new schema needs: every good
 * row passes, and every broken one is rejected for its own reason.
 */
class AgentPlatformIT {
  private static final UuidConversion KEYS = new UuidConversion(ConversionsTest.DNS, true);
  private static final Conversion REFERENCES = new UuidConversion(ConversionsTest.DNS, false);
  private static final Conversion JSONB = new JsonConversion(true);
  private static final Conversion TIME =
      new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6);
  private static final Map<String, Conversion> AGENTS = new LinkedHashMap<>();
  private static final Map<String, Conversion> TASKS = new LinkedHashMap<>();

  static {
    AGENTS.put("name", new TextConversion(255));
    AGENTS.put("agent_type", names("chief_of_staff", "master_operator"));
    AGENTS.put("status", names("idle", "active", "busy", "error", "offline"));
    AGENTS.put("capabilities", JSONB);
    AGENTS.put("system_prompt", new TextConversion(0));
    AGENTS.put("model_provider", new TextConversion(100));
    AGENTS.put("model_name", new TextConversion(100));
    AGENTS.put("created_at", TIME);
    AGENTS.put("updated_at", TIME);
    TASKS.put("title", new TextConversion(500));
    TASKS.put("description", new TextConversion(0));
    TASKS.put("status", names("pending", "in_progress", "completed", "failed", "cancelled"));
    TASKS.put("priority", names("low", "medium", "high", "urgent"));
    TASKS.put("created_at", TIME);
    TASKS.put("updated_at", TIME);
  }

  @TempDir Path directory;
  private SqliteProgram sqlite;

  @BeforeEach
  void load() {
    sqlite =
        SqliteProgram.in(directory)
            .load("agent-platform/legacy.sql")
            .load("agent-platform/data.sql");
  }

  @Test
  void convertsEveryGoodRow() {
    assertThat(rejections()).isEmpty();
    assertThat(values("agents", "id").stream().map(KEYS::convert))
        .hasSize(120)
        .doesNotHaveDuplicates();
  }

  @Test
  void rejectsEveryBrokenRowForItsReason() {
    // given
    sqlite.load("agent-platform-broken.sql");

    // when
    Map<String, String> rejections = rejections();

    // then
    assertThat(rejections)
        .containsOnly(
            entry("agents 'hard-0'", "capabilities NOT_JSON"),
            entry("agents 'hard-1'", "capabilities NOT_JSON"),
            entry("agents 'hard-2'", "capabilities EMPTY"),
            entry("agents 'hard-3'", "capabilities NOT_JSON"),
            entry("agents 'hard-4'", "capabilities NOT_JSONB"),
            entry("agents 'hard-5'", "capabilities NOT_JSON"),
            entry("agents 'hard-6'", "capabilities NOT_JSON"),
            entry("agents 'hard-7'", "capabilities NOT_JSON"),
            entry("agents 'hard-8'", "capabilities NOT_JSONB"),
            entry("agents 'hard-9'", "created_at NOT_A_TIME"),
            entry("agents 'hard-10'", "created_at EMPTY"),
            entry("agents 'hard-11'", "created_at NO_SUCH_TIME"),
            entry("agents 'hard-12'", "created_at NO_SUCH_TIME"),
            entry("agents 'hard-13'", "created_at NOT_A_TIME"),
            entry("agents 'hard-14'", "agent_type NOT_A_MEMBER"),
            entry("agents 'hard-15'", "agent_type NOT_A_MEMBER"),
            entry("agents 'hard-16'", "agent_type NOT_A_MEMBER"),
            entry("agents 'hard-17'", "agent_type NOT_A_MEMBER"),
            entry("agents 'hard-18'", "status NOT_A_MEMBER"),
            entry("agents 'hard-19'", "status NOT_A_MEMBER"),
            entry("agents 'hard-20'", "name TOO_LONG"),
            entry("agents ''", "id EMPTY"),
            entry("agents NULL", "id NULL_KEY"),
            entry("agents 'hard-25'", "capabilities WRONG_STORAGE_CLASS"),
            entry("agents 'hard-28'", "model_name WRONG_STORAGE_CLASS"),
            entry("agents 'hard-29'", "name TOO_LONG system_prompt NUL_CHARACTER"),
            entry("tasks 'ht-1'", "title TOO_LONG"),
            entry("tasks 'ht-4'", "priority NOT_A_MEMBER"),
            entry("tasks 'ht-5'", "status NOT_A_MEMBER"),
            entry("tasks 'ht-6'", "assigned_agent_id EMPTY"));
  }

  /**
   * Five rows of the broken ones are not broken where the good rows pass: a control character other
   * than zero is text, digits in a TEXT column are times as in the good rows, one is plainly good,
   * and a reference in another spelling of its key's UUID is the same UUID.
   */
  @Test
  void convertsTheRowsThatOnlyLookBroken() {
    sqlite.load("agent-platform-broken.sql");
    assertThat(rejections())
        .doesNotContainKeys(
            "agents 'hard-21'",
            "agents 'hard-26'",
            "agents 'hard-27'",
            "tasks 'ht-0'",
            "tasks 'ht-3'");
  }

  /** By row, the columns that are rejected and why. */
  private Map<String, String> rejections() {
    Map<String, String> found = new TreeMap<>();
    collect(found, "agents", "id", KEYS);
    AGENTS.forEach((column, conversion) -> collect(found, "agents", column, conversion));
    collect(found, "tasks", "id", KEYS);
    TASKS.forEach((column, conversion) -> collect(found, "tasks", column, conversion));
    collect(found, "tasks", "assigned_agent_id", REFERENCES);
    return found;
  }

  private void collect(
      Map<String, String> found, String table, String column, Conversion conversion) {
    List<SourceValue> keys = values(table, "id");
    List<SourceValue> values = values(table, column);
    for (int i = 0; i < keys.size(); i++) {
      if (conversion.convert(values.get(i)) instanceof ConversionOutcome.Rejected rejected) {
        found.merge(
            table + " " + keys.get(i).display(),
            column + " " + rejected.reason(),
            (a, b) -> a + " " + b);
      }
    }
  }

  private List<SourceValue> values(String table, String column) {
    String printed =
        sqlite.run(
            "SELECT typeof(%1$s) || ' ' || hex(%1$s) FROM %2$s ORDER BY rowid;"
                .formatted(column, table));
    List<SourceValue> values = new ArrayList<>();
    for (String line : printed.split("\n")) {
      byte[] bytes = HexFormat.of().parseHex(line.substring(line.indexOf(' ') + 1));
      values.add(
          switch (line.substring(0, line.indexOf(' '))) {
            case "null" -> SourceValue.NULL;
            case "text" -> new SourceValue.Text(new String(bytes, StandardCharsets.UTF_8));
            case "blob" -> new SourceValue.Bytes(bytes);
            default -> throw new AssertionError(line);
          });
    }
    return values;
  }

  private static Conversion names(String... names) {
    return EnumConversion.of("text", List.of(names));
  }
}
