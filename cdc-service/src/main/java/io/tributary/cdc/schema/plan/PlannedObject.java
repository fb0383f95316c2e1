package io.tributary.cdc.schema.plan;

import io.tributary.common.sql.Sql;
import java.util.Locale;
import java.util.Set;

/**
 * An object that the migration makes in the target.
 *
 * @param keyword its kind as in {@code ALTER <keyword>}
 * @param identity its quoted, qualified name, with arguments where it has some
 * @param schema the target schema
 * @param dropsWithAnother whether it cannot be dropped by itself
 */
public record PlannedObject(
    String keyword, String identity, String schema, boolean dropsWithAnother) {
  private static final Set<String> OWNERLESS = Set.of("TEXT SEARCH PARSER", "TEXT SEARCH TEMPLATE");

  public String moveTo(String destination) {
    return "ALTER " + keyword + " " + identity + " SET SCHEMA " + Sql.identifier(destination);
  }

  public String ownedBy(String role) {
    return "ALTER " + keyword + " " + identity + " OWNER TO " + Sql.identifier(role);
  }

  public String drop() {
    return "DROP " + keyword + " IF EXISTS " + identity + " CASCADE";
  }

  public boolean hasOwner() {
    return !OWNERLESS.contains(keyword);
  }

  /** For people. */
  public String display() {
    return keyword.toLowerCase(Locale.ROOT) + " " + identity;
  }
}
