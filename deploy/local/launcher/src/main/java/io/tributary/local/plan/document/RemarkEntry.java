package io.tributary.local.plan.document;

import java.util.List;

/**
 * Something that is otherwise in the target.
 *
 * @param code a stable word for the kind of it
 * @param places tables and columns
 * @param text in words
 */
public record RemarkEntry(String code, List<String> places, String text) {
  /** Copies what it is given. */
  public RemarkEntry {
    places = List.copyOf(places);
  }
}
