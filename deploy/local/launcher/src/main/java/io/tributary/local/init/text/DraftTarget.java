package io.tributary.local.init.text;

import io.tributary.common.model.DatabaseAddress;
import java.util.List;

/**
 * The target as it is written.
 *
 * @param address how to reach it
 * @param about what was found, for people
 * @param schemas those that are filled
 */
public record DraftTarget(DatabaseAddress address, List<String> about, List<Owned> schemas) {
  public DraftTarget {
    about = List.copyOf(about);
    schemas = List.copyOf(schemas);
  }

  /**
   * A schema and whose it is.
   *
   * @param name its name
   * @param role the login role that owns it
   * @param variable keeps the role's password; empty to leave that of an existing role alone
   */
  public record Owned(String name, String role, String variable) {}
}
