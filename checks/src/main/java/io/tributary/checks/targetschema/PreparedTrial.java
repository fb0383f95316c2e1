package io.tributary.checks.targetschema;

import io.tributary.common.observed.PreflightCheck;
import java.util.List;
import java.util.Map;

/**
 * What became of the DDL files of schemas that nothing moves into, as far as they could be tried.
 *
 * @param tables what each file makes, by its schema; none for schemas behind one that is refused
 * @param failed why a file cannot be used; empty when all can
 * @param made whether the schemas are there already, made by this migration
 */
public record PreparedTrial(
    Map<String, List<String>> tables, List<PreflightCheck> failed, boolean made) {
  /** Copies what it is given. */
  public PreparedTrial {
    tables = Map.copyOf(tables);
    failed = List.copyOf(failed);
  }
}
