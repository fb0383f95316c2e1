package io.tributary.mapping.sqlite.schema;

import io.tributary.mapping.sqlite.token.SqliteTokenCursor;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A virtual table. Its rows are in tables that its module keeps beside it, which are named after it
 * and mean nothing without the module.
 *
 * @param name its name
 * @param module what implements it, such as fts5 or vec0
 */
public record VirtualTable(String name, String module) {
  private static final String ANY = "(?s).*";

  /** Reads the beginning of a CREATE VIRTUAL TABLE statement. */
  public static VirtualTable parse(String sql) {
    SqliteTokenCursor cursor = new SqliteTokenCursor(sql);
    cursor.expect("CREATE", "VIRTUAL", "TABLE");
    cursor.accept("IF", "NOT", "EXISTS");
    String name = cursor.name();
    if (cursor.acceptSymbol(".")) {
      name = cursor.name();
    }
    cursor.expect("USING");
    return new VirtualTable(name, cursor.name().toLowerCase(Locale.ROOT));
  }

  /** Whether the table with this name belongs to the virtual one, of a module that is known. */
  public boolean owns(String table) {
    return mayOwn(table) && !ANY.equals(suffixes());
  }

  /** The same, where modules that are not known may name their tables as they like. */
  public boolean mayOwn(String table) {
    String prefix = name.toLowerCase(Locale.ROOT) + "_";
    String lower = table.toLowerCase(Locale.ROOT);
    return lower.startsWith(prefix)
        && Pattern.matches(suffixes(), lower.substring(prefix.length()));
  }

  private String suffixes() {
    return switch (module) {
      case "fts5" -> "data|idx|content|docsize|config";
      case "fts3", "fts4" -> "content|segments|segdir|docsize|stat";
      case "rtree", "rtree_i32", "geopoly" -> "node|parent|rowid";
      case "vec0" ->
          "info|chunks|rowids|auxiliary|vector_chunks\\d+|metadatachunks\\d+|metadatatext\\d+";
      default -> ANY;
    };
  }
}
