package io.tributary.mapping.remark;

import org.jspecify.annotations.Nullable;

/**
 * Something that a plan loses, changes or leaves out.
 *
 * @param table the table, index or view that it is about
 * @param column the column; null when it is about the whole
 * @param code what kind of thing
 * @param text what and why, for people
 */
public record MappingRemark(String table, @Nullable String column, RemarkCode code, String text) {

  /** A remark that is about no single column. */
  public static MappingRemark ofWhole(String table, RemarkCode code, String text) {
    return new MappingRemark(table, null, code, text);
  }
}
