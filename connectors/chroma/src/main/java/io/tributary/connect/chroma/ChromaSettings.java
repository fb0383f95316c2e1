package io.tributary.connect.chroma;

import io.tributary.connect.sqlite.SqliteSettings;
import io.tributary.files.chroma.store.ChromaDirectory;
import io.tributary.files.chroma.store.ChromaDirectoryReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;

/** The connector's settings: its own, and those of the SQLite connector that mean the same here. */
final class ChromaSettings {
  private static final String DIRECTORY = "chroma.directory";
  private static final String INCLUDE = "collection.include.list";
  private static final String EXCLUDE = "collection.exclude.list";
  private static final String PICKLE = "pickle.max.bytes";
  private static final Set<String> OTHERS =
      Set.of(
          SqliteSettings.FILE,
          "table.include.list",
          "table.exclude.list",
          "vector.comparison.interval.ms",
          "tributary.start.position");

  private final Map<String, String> given;
  private final AbstractConfig values;

  /**
   * @throws ConfigException a setting means nothing
   */
  ChromaSettings(Map<String, String> given) {
    this.given = given;
    this.values = new AbstractConfig(definition(), given, false);
    patterns(INCLUDE);
    patterns(EXCLUDE);
  }

  /** What {@code docs/connector-chroma.md} describes. */
  static ConfigDef definition() {
    ConfigDef definition =
        new ConfigDef()
            .define(
                DIRECTORY,
                Type.STRING,
                ConfigDef.NO_DEFAULT_VALUE,
                new ConfigDef.NonEmptyString(),
                Importance.HIGH,
                "The directory that Chroma persists to, on the worker's machine.")
            .define(
                INCLUDE,
                Type.LIST,
                "",
                Importance.HIGH,
                "Regular expressions on database.collection; empty means all collections.")
            .define(
                EXCLUDE,
                Type.LIST,
                "",
                Importance.MEDIUM,
                "Regular expressions on database.collection that are left out.")
            .define(
                PICKLE,
                Type.LONG,
                ChromaDirectoryReader.PICKLE_LIMIT,
                ConfigDef.Range.between(1, Integer.MAX_VALUE - 8),
                Importance.LOW,
                "The largest index_metadata.pickle that is read, in bytes.");
    SqliteSettings.definition().configKeys().values().stream()
        .filter(key -> !OTHERS.contains(key.name))
        .forEach(definition::define);
    return definition;
  }

  Path directory() {
    return Path.of(values.getString(DIRECTORY)).toAbsolutePath();
  }

  long pickleBytes() {
    return values.getLong(PICKLE);
  }

  /** The settings that the capture of the SQLite file has. */
  SqliteSettings file() {
    Map<String, String> file = new HashMap<>(given);
    OTHERS.forEach(file::remove);
    file.put(SqliteSettings.FILE, new ChromaDirectory(directory()).file().toString());
    return new SqliteSettings(file);
  }

  /** Whether a collection is captured, by the full name of its table. */
  Predicate<String> captured() {
    List<Pattern> include = patterns(INCLUDE);
    List<Pattern> exclude = patterns(EXCLUDE);
    return name -> (include.isEmpty() || matches(include, name)) && !matches(exclude, name);
  }

  private static boolean matches(List<Pattern> patterns, String name) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
  }

  private List<Pattern> patterns(String key) {
    try {
      return values.getList(key).stream().map(Pattern::compile).toList();
    } catch (PatternSyntaxException e) {
      throw new ConfigException(key, values.getList(key), "no list of regular expressions");
    }
  }
}
