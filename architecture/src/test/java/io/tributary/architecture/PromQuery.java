package io.tributary.architecture;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What an expression of Prometheus names: metrics with the labels that they are picked by. */
record PromQuery(String text) {
  private static final Pattern SELECTOR =
      Pattern.compile("\\b(tributary_\\w+|up)\\b(?:\\{([^}]*)})?");
  private static final Pattern MATCHER =
      Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|on|without|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

  /** A metric as the expression picks it. */
  record Selector(String metric, String matchers) {

    Set<String> labels() {
      Set<String> labels = new TreeSet<>();
      matches().map(match -> match.group(1)).forEach(labels::add);
      return labels;
    }

    /** The texts that a label is compared with; of a pattern each of its alternatives. */
    Set<String> values(String label) {
      Set<String> values = new LinkedHashSet<>();
      matches()
          .filter(match -> match.group(1).equals(label))
          .flatMap(match -> Stream.of(match.group(3).split("\\|")))
          .forEach(values::add);
      return values;
    }

    private Stream<MatchResult> matches() {
      return MATCHER.matcher(matchers).results();
    }
  }

  Set<Selector> selectors() {
    Set<Selector> selectors = new LinkedHashSet<>();
    Matcher found = SELECTOR.matcher(text);
    while (found.find()) {
      selectors.add(new Selector(found.group(1), found.group(2) == null ? "" : found.group(2)));
    }
    return selectors;
  }

  /** Labels by which samples are put together. */
  Set<String> groupings() {
    Set<String> labels = new TreeSet<>();
    GROUPING
        .matcher(text)
        .results()
        .flatMap(match -> Stream.of(match.group(1).split(",")))
        .map(String::strip)
        .filter(label -> !label.isEmpty())
        .forEach(labels::add);
    return labels;
  }
}
