package io.tributary.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A figure of ours beside one of something else.
 *
 * @param work what was done
 * @param peer what it is compared with
 * @param ratio ours divided by theirs, taken round by round
 * @param ours the median of ours
 * @param theirs the median of theirs
 * @param unit of both
 */
public record Result(
    String work, String peer, Ratio ratio, double ours, double theirs, String unit) {

  static String json(List<Result> results) {
    return results.stream()
        .map(Result::json)
        .collect(Collectors.joining(",\n  ", "[\n  ", "\n]\n"));
  }

  /** The names are ours and hold nothing that would have to be escaped. */
  private String json() {
    return String.format(
        Locale.ROOT,
        "{\"work\": \"%s\", \"peer\": \"%s\", \"ratio\": {\"median\": %.3f, \"min\": %.3f,"
            + " \"max\": %.3f}, \"ours\": %.3f, \"theirs\": %.3f, \"unit\": \"%s\"}",
        work,
        peer,
        ratio.median(),
        ratio.min(),
        ratio.max(),
        ours,
        theirs,
        unit);
  }
}
