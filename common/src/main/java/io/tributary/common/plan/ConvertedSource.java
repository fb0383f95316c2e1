package io.tributary.common.plan;

import java.util.Map;

/**
 * What a source has whose rows are converted on their way: a SQLite file or a Chroma directory.
 *
 * @param path the SQLite file or the Chroma directory, an absolute path on the machine of the
 *     services and of the Connect worker
 * @param ddlFile a file with the target's DDL, an absolute path there too; null to derive the
 *     schema from the file's declarations
 * @param onInvalid what happens to rows that cannot be converted
 * @param enforceSizes whether declared lengths and precisions are enforced in the target
 * @param zone the zone of times that name none, as {@code java.time.ZoneId} spells it; null for
 *     none
 * @param tables rules by table
 * @param oneTable the partitioned table that has all collections; null for a table of each its own
 */
public record ConvertedSource(
    String path,
    String ddlFile,
    OnInvalid onInvalid,
    boolean enforceSizes,
    String zone,
    Map<String, TableRule> tables,
    String oneTable) {

  public ConvertedSource {
    onInvalid = onInvalid == null ? OnInvalid.STOP : onInvalid;
    tables = tables == null ? Map.of() : Map.copyOf(tables);
  }

  /** A source whose tables are each on their own. */
  public ConvertedSource(
      String path,
      String ddlFile,
      OnInvalid onInvalid,
      boolean enforceSizes,
      String zone,
      Map<String, TableRule> tables) {
    this(path, ddlFile, onInvalid, enforceSizes, zone, tables, null);
  }

  /** A source of which nothing is declared but its file. */
  public static ConvertedSource of(String path) {
    return new ConvertedSource(path, null, OnInvalid.STOP, true, null, Map.of());
  }

  /** The same at another path. */
  public ConvertedSource withPath(String other) {
    return new ConvertedSource(other, ddlFile, onInvalid, enforceSizes, zone, tables, oneTable);
  }

  /** The same with other rules. */
  public ConvertedSource withTables(Map<String, TableRule> rules) {
    return new ConvertedSource(path, ddlFile, onInvalid, enforceSizes, zone, rules, oneTable);
  }

  /** The rule of a table. */
  public TableRule table(String name) {
    return tables.getOrDefault(name, TableRule.NONE);
  }
}
