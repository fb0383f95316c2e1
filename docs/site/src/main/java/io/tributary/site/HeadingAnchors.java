package io.tributary.site;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The anchors of one page's headings, as GitHub makes them, so that links work at both places. */
final class HeadingAnchors {
  private final Map<String, Integer> seen = new HashMap<>();

  /** The anchor of the next heading; the second of the same text ends with {@code -1}. */
  String next(String heading) {
    String anchor =
        heading
            .strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}\\p{M} _-]", "")
            .replace(' ', '-');
    int before = seen.merge(anchor, 1, Integer::sum) - 1;
    return before == 0 ? anchor : anchor + "-" + before;
  }
}
