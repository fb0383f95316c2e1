package io.tributary.orchestrator.switching;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text of an {@code .env} or compose file (by its ending {@code .yml} or {@code .yaml}), of
 * which single variables can be changed. Everything else keeps every byte: comments, blank lines,
 * order, line ends. Of a variable that stands there several times each is changed. Pure.
 *
 * @param pieces the text in order
 */
record SettingsText(List<TextPiece> pieces) {

  SettingsText {
    pieces = List.copyOf(pieces);
  }

  /**
   * The text of a file.
   *
   * @param names the variables that are to be changed
   * @throws IllegalArgumentException in words for the operator, when it is ambiguous
   */
  static SettingsText of(Path file, String text, Set<String> names) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    return name.endsWith(".yml") || name.endsWith(".yaml")
        ? ComposeText.read(text, names)
        : EnvText.read(text);
  }

  /** The same with other values; a variable that does not stand there is appended. */
  SettingsText with(Map<String, String> values) {
    List<TextPiece> after = new ArrayList<>();
    Map<String, String> missing = new TreeMap<>(values);
    for (TextPiece piece : pieces) {
      String value = values.get(piece.name());
      after.add(value == null ? piece : piece.with(value));
      missing.remove(piece.name());
    }
    String lineEnd = text().contains("\r\n") ? "\r\n" : "\n";
    if (!missing.isEmpty() && !after.isEmpty()) {
      after.set(after.size() - 1, after.get(after.size() - 1).ended(lineEnd));
    }
    missing.forEach(
        (name, value) ->
            after.add(new TextPiece(name + "=", name, "", lineEnd, ValueForm.ENV).with(value)));
    return new SettingsText(after);
  }

  /** The same with a variable spelled as in these pieces, one for each time it stands here. */
  SettingsText with(String name, List<TextPiece> spelled) {
    List<TextPiece> after = new ArrayList<>();
    int seen = 0;
    for (TextPiece piece : pieces) {
      if (!piece.name().equals(name)) {
        after.add(piece);
      } else if (seen < spelled.size()) {
        after.add(piece.raw(spelled.get(seen++).raw()));
      }
    }
    return new SettingsText(after);
  }

  /** Where a variable stands. */
  List<TextPiece> of(String name) {
    return pieces.stream().filter(piece -> piece.name().equals(name)).toList();
  }

  String text() {
    return pieces.stream().map(TextPiece::text).collect(Collectors.joining());
  }
}
