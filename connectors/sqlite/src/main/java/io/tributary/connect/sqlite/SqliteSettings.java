package io.tributary.connect.sqlite;

import io.tributary.files.sqlite.SqliteError;
import io.tributary.files.sqlite.SqliteFailure;
import io.tributary.files.sqlite.capture.LogPosition;
import io.tributary.files.sqlite.table.CaptureTable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings, in Debezium's names where it has them. */
public final class SqliteSettings {
  public static final String PREFIX = "topic.prefix";
  public static final String FILE = "database.file";
  private static final String BUSY = "database.busy.timeout.ms";
  private static final String INCLUDE = "table.include.list";
  private static final String EXCLUDE = "table.exclude.list";
  private static final String SNAPSHOT = "snapshot.mode";
  private static final String NOTIFICATIONS = "notification.sink.topic.name";
  private static final String POLL = "poll.interval.ms";
  private static final String BATCH = "max.batch.size";
  private static final String BATCH_BYTES = "max.batch.size.in.bytes";
  private static final String HEARTBEAT = "heartbeat.interval.ms";
  private static final String COMPACTION = "log.compaction.interval.ms";

  private static final String COMPARISON = "vector.comparison.interval.ms";

  private final AbstractConfig values;

  /**
   * @throws SqliteFailure SETTING
   */
  public SqliteSettings(Map<String, String> given) {
    try {
      this.values = new AbstractConfig(definition(), given, false);
    } catch (ConfigException e) {
      throw SqliteError.SETTING.failure(String.valueOf(e.getMessage()), e);
    }
    patterns(INCLUDE);
    patterns(EXCLUDE);
    start();
  }

  /** What {@code docs/connector-sqlite.md} describes. */
  public static ConfigDef definition() {
    ConfigDef definition = new ConfigDef();
    required(
        definition, PREFIX, "Name of the stream; names the offset and owns the file's capture.");
    required(definition, FILE, "Path of the SQLite file on the worker's machine.");
    content(definition);
    pace(definition);
    return definition;
  }

  private static void required(ConfigDef definition, String name, String documentation) {
    definition.define(
        name,
        Type.STRING,
        ConfigDef.NO_DEFAULT_VALUE,
        new ConfigDef.NonEmptyString(),
        Importance.HIGH,
        documentation);
  }

  private static void content(ConfigDef definition) {
    String include = "Regular expressions on main.table; empty means all tables.";
    String exclude = "Regular expressions on main.table that are left out.";
    String start = "Where to begin as long as no offset is stored, instead of with a snapshot.";
    String notifications =
        "Topic of the snapshot's notifications; empty means <topic.prefix>.notifications.";
    definition
        .define(INCLUDE, Type.LIST, "", Importance.HIGH, include)
        .define(EXCLUDE, Type.LIST, "", Importance.MEDIUM, exclude)
        .define(
            SNAPSHOT,
            Type.STRING,
            "initial",
            ConfigDef.ValidString.in("initial", "no_data"),
            Importance.MEDIUM,
            "initial reads every row first; no_data only streams.")
        .define(LogPosition.START, Type.STRING, "", Importance.MEDIUM, start)
        .define(NOTIFICATIONS, Type.STRING, "", Importance.MEDIUM, notifications);
  }

  private static void pace(ConfigDef definition) {
    String busy = "How long a statement waits for a lock, in milliseconds.";
    String poll = "How often the file is looked at, in milliseconds.";
    String rows = "Most rows that one poll reads.";
    String bytes = "Characters of values above which a poll reads fewer rows.";
    String heartbeat = "Milliseconds between heartbeats, 0 for none.";
    String cut = "Least milliseconds between two cuts of the log.";
    String comparison =
        "Least milliseconds between two searches for vectors that were changed in place.";
    Range positive = Range.atLeast(1);
    definition
        .define(BUSY, Type.INT, 1_000, Range.between(0, 60_000), Importance.LOW, busy)
        .define(POLL, Type.LONG, 100L, Range.between(1, 60_000), Importance.MEDIUM, poll)
        .define(BATCH, Type.INT, 2_048, Range.between(1, 100_000), Importance.MEDIUM, rows)
        .define(BATCH_BYTES, Type.LONG, 33_554_432L, positive, Importance.LOW, bytes)
        .define(HEARTBEAT, Type.LONG, 0L, Range.atLeast(0), Importance.LOW, heartbeat)
        .define(COMPACTION, Type.LONG, 10_000L, positive, Importance.LOW, cut)
        .define(
            COMPARISON, Type.LONG, 1_000L, Range.between(1, 3_600_000), Importance.LOW, comparison);
  }

  String prefix() {
    return values.getString(PREFIX);
  }

  Path file() {
    return Path.of(values.getString(FILE)).toAbsolutePath();
  }

  int busyMillis() {
    return values.getInt(BUSY);
  }

  boolean snapshotRows() {
    return values.getString(SNAPSHOT).equals("initial");
  }

  /** Where to begin as long as no offset is stored; empty to begin with a snapshot. */
  Optional<LogPosition> start() {
    String start = values.getString(LogPosition.START);
    return start.isEmpty() ? Optional.empty() : Optional.of(LogPosition.parse(start));
  }

  String notifications() {
    String topic = values.getString(NOTIFICATIONS);
    return topic.isEmpty() ? prefix() + ".notifications" : topic;
  }

  long pollMillis() {
    return values.getLong(POLL);
  }

  int batchRows() {
    return values.getInt(BATCH);
  }

  long batchBytes() {
    return values.getLong(BATCH_BYTES);
  }

  long heartbeatMillis() {
    return values.getLong(HEARTBEAT);
  }

  long compactionMillis() {
    return values.getLong(COMPACTION);
  }

  long comparisonMillis() {
    return values.getLong(COMPARISON);
  }

  /** Whether a table of this name is captured. */
  Predicate<String> captured() {
    List<Pattern> include = patterns(INCLUDE);
    List<Pattern> exclude = patterns(EXCLUDE);
    return name -> {
      String full = CaptureTable.MAIN + "." + name;
      return (include.isEmpty() || matches(include, full)) && !matches(exclude, full);
    };
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private List<Pattern> patterns(String key) {
    try {
      return values.getList(key).stream().map(Pattern::compile).toList();
    } catch (PatternSyntaxException e) {
      throw SqliteError.SETTING.failure(key + " is not a list of regular expressions", e);
    }
  }
}
