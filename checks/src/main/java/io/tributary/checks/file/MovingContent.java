package io.tributary.checks.file;

import io.tributary.common.model.TableName;
import java.util.List;
import java.util.Map;

/**
 * What the checks of the target need to know of a source that could be read.
 *
 * @param extensions that the target needs, each with what needs it
 * @param tables that move
 * @param relations these tables and their indexes
 * @param bytes of the file or directory
 */
public record MovingContent(
    Map<String, String> extensions, List<TableName> tables, long relations, long bytes) {
  /** Copies what it is given. */
  public MovingContent {
    extensions = Map.copyOf(extensions);
    tables = List.copyOf(tables);
  }
}
