package io.tributary.checks.targetschema;

import java.util.List;

/**
 * A name as PostgreSQL keeps it apart from others. Relations of every kind share one space in their
 * schema, and what has rows or is a type stands among the types as well; functions and operators
 * differ by their arguments too.
 *
 * @param space which names exclude one another
 * @param schema at the target
 * @param name unquoted
 * @param arguments the types of a function or operator as schema.type; empty for anything else
 */
public record CatalogName(String space, String schema, String name, List<String> arguments) {
  static final String RELATION = "relation";
  static final String TYPE = "type";

  public CatalogName {
    arguments = List.copyOf(arguments);
  }
}
