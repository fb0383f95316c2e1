package io.tributary.cdc.source.sqlite;

import io.tributary.cdc.connect.CommonConnectorSettings;
import io.tributary.cdc.connect.NamePattern;
import io.tributary.common.model.TableName;
import io.tributary.common.plan.source.ConvertedSource;
import io.tributary.files.sqlite.capture.CaptureStart;
import io.tributary.mapping.table.TableMapping;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The configuration of a SQLite source's connector, as a value.
 *
 * @param common what every connector has
 * @param source the file
 * @param tables the tables that move
 */
record SqliteConnectorSettings(
    CommonConnectorSettings common, ConvertedSource source, Collection<TableMapping> tables) {

  static final String CONNECTOR_CLASS = "io.tributary.connect.sqlite.SqliteSourceConnector";
  private static final String MATCHES_NOTHING = "(?!)";

  /** The configuration as Connect takes it. */
  Map<String, String> toMap() {
    Map<String, String> settings = common.toMap();
    settings.put("connector.class", CONNECTOR_CLASS);
    settings.put("database.file", source.path());
    settings.put("table.include.list", tablePatterns());
    return settings;
  }

  /** The same for a stream whose rows do not come over the topic. */
  Map<String, String> from(CaptureStart start) {
    Map<String, String> settings = toMap();
    settings.put(CommonConnectorSettings.SNAPSHOT_MODE, "no_data");
    settings.put("tributary.start.position", start.setting());
    return settings;
  }

  /** Whether a table of the file is captured. */
  boolean captures(String table) {
    return tables.stream().anyMatch(mapping -> mapping.source().name().equals(table));
  }

  private String tablePatterns() {
    List<String> names = tables.stream().map(TableMapping::source).map(TableName::display).toList();
    return names.isEmpty() ? MATCHES_NOTHING : NamePattern.of(names);
  }
}
