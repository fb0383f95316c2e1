package io.tributary.local.init.text;

import java.util.List;

/**
 * A schema, or a database of Chroma's, that moves.
 *
 * @param from its name at the source
 * @param to its name at the target
 * @param tables what moves
 * @param left what stays behind
 */
public record DraftSchema(String from, String to, List<DraftTable> tables, List<LeftTable> left) {
  public DraftSchema {
    tables = List.copyOf(tables);
    left = List.copyOf(left);
  }
}
