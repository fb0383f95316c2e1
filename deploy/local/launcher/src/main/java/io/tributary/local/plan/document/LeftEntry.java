package io.tributary.local.plan.document;

import java.util.List;

/**
 * What stays behind.
 *
 * @param names of tables, triggers and the like
 * @param why in a sentence
 */
public record LeftEntry(List<String> names, String why) {
  /** Why something is left out that the file does not want. */
  public static final String EXCLUDED = "Excluded by the migration file.";

  /** Copies what it is given. */
  public LeftEntry {
    names = List.copyOf(names);
  }
}
