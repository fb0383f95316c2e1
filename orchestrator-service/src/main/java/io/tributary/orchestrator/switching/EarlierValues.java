package io.tributary.orchestrator.switching;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way back of variables whose earlier values stand in the file that a cutover has kept: each is
 * spelled again as it was there, and one that was not there is taken out. Pure.
 *
 * @param now the file as it is
 * @param kept the file as it was before the cutover
 * @param set what the cutover has set
 */
record EarlierValues(SettingsText now, SettingsText kept, Map<String, String> set) {

  /** Those that somebody has changed meanwhile: they stand neither as set nor as before. */
  List<String> edited(Set<String> names) {
    return names.stream().filter(name -> !asBefore(name) && !asSet(name)).sorted().toList();
  }

  /** The file with these as before. */
  SettingsText restored(Set<String> names) {
    if (now.text().equals(kept.with(set).text())) {
      return kept;
    }
    SettingsText after = now;
    for (String name : names) {
      after = after.with(name, kept.of(name));
    }
    return after;
  }

  private boolean asBefore(String name) {
    return forms(now, name).equals(forms(kept, name))
        && now.of(name).stream()
            .map(TextPiece::raw)
            .toList()
            .equals(kept.of(name).stream().map(TextPiece::raw).toList());
  }

  /** A variable that was not there stands once where the cutover has appended it. */
  private boolean asSet(String name) {
    List<TextPiece> standing = now.of(name);
    String value = set.getOrDefault(name, "");
    boolean placed =
        kept.of(name).isEmpty() ? standing.size() == 1 : forms(now, name).equals(forms(kept, name));
    return placed && standing.stream().allMatch(piece -> piece.says(value));
  }

  private static List<ValueForm> forms(SettingsText text, String name) {
    return text.of(name).stream().map(TextPiece::form).toList();
  }
}
