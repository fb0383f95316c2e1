package io.tributary.cdc.pooler;

import io.tributary.common.json.Json;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The text of the file that a pooler includes. While clients are held a comment says so, and while
 * it leads to the target the lines that lead home stand in comments. Pure; immutable.
 *
 * @param lines without their ends
 */
record EntriesText(List<String> lines) {
  private static final String HELD = "; tributary-held: ";
  private static final String HOME = "; tributary-home: ";
  private static final String NOTE =
      "; Written by Tributary. The lines behind \"tributary-home:\" come back with a rollback.";
  private static final String PROBE = "tributary_probe_";

  /** With a space, so that it is told from the file's own line. */
  private static final String PROBED = "[databases] ";

  EntriesText {
    lines = List.copyOf(lines);
  }

  static EntriesText of(String text) {
    return new EntriesText(text.lines().toList());
  }

  /** As it is written. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  /** That clients are held, if it says so; a note that cannot be read counts for none. */
  Optional<HoldMark> mark() {
    return lines.stream()
        .filter(line -> line.startsWith(HELD))
        .flatMap(line -> mark(line.substring(HELD.length())).stream())
        .findFirst();
  }

  private static Optional<HoldMark> mark(String json) {
    try {
      return Optional.of(Json.read(json.getBytes(StandardCharsets.UTF_8), HoldMark.class));
    } catch (UncheckedIOException e) {
      return Optional.empty();
    }
  }

  /** Whether it leads to the target. */
  boolean moved() {
    return lines.stream().anyMatch(line -> line.startsWith(HOME));
  }

  /** The entry of a database that is in force, the last one of its name. */
  Optional<PoolerEntry> entry(String database) {
    return lines.stream()
        .flatMap(line -> PoolerEntry.of(line).stream())
        .filter(entry -> entry.database().equals(database))
        .reduce((first, second) -> second);
  }

  /** The same with a note that clients are held. */
  EntriesText held(HoldMark mark) {
    return with(List.of(HELD + Json.text(mark)), free().lines);
  }

  /** The same without that note, and without a probe. */
  EntriesText free() {
    return new EntriesText(
        lines.stream()
            .filter(
                line -> !line.startsWith(HELD) && !line.equals(PROBED) && !line.startsWith(PROBE))
            .toList());
  }

  /** The same with an entry that leads nowhere and that nobody asks for. */
  EntriesText probing(String id) {
    return with(free().lines, List.of(PROBED, probe(id) + " = host=127.0.0.1"));
  }

  /** The name of that entry. */
  static String probe(String id) {
    return PROBE + id;
  }

  /** The text that leads to the target: entries are replaced, everything else stays. */
  EntriesText leading(Function<PoolerEntry, Optional<PoolerEntry>> away) {
    List<String> home = home().lines;
    Stream<String> kept = home.stream().map(line -> HOME + line);
    Stream<String> moved =
        home.stream()
            .map(line -> PoolerEntry.of(line).flatMap(away).map(PoolerEntry::line).orElse(line));
    return with(Stream.concat(Stream.of(NOTE), kept).toList(), moved.toList());
  }

  /** The text that leads home, as it was; a note that clients are held is not in it. */
  EntriesText home() {
    return moved()
        ? new EntriesText(
            lines.stream()
                .filter(line -> line.startsWith(HOME))
                .map(line -> line.substring(HOME.length()))
                .toList())
        : free();
  }

  private static EntriesText with(List<String> first, List<String> then) {
    List<String> all = new ArrayList<>(first);
    all.addAll(then);
    return new EntriesText(all);
  }
}
