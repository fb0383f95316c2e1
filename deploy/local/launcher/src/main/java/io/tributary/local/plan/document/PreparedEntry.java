package io.tributary.local.plan.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Schemas of the target that nothing moves into, with what their DDL files make. */
public record PreparedEntry(
    List<PreparedSchema> schemas, List<String> problems, List<String> unseen) implements PlanEntry {
  /** Copies what it is given. */
  public PreparedEntry {
    schemas = List.copyOf(schemas);
    problems = List.copyOf(problems);
    unseen = List.copyOf(unseen);
  }

  /**
   * One of them.
   *
   * @param file the DDL file; null where it is made empty
   * @param tables that the file makes
   */
  public record PreparedSchema(
      String name, String role, @Nullable String file, List<String> tables) {
    /** Copies what it is given. */
    public PreparedSchema {
      tables = List.copyOf(tables);
    }
  }
}
