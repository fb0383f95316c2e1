package io.tributary.local.init.text;

import java.util.ArrayList;
import java.util.List;

/**
 * A migration file before it is text.
 *
 * @param name the migration's name
 * @param target where everything goes
 * @param sources what moves
 * @param exports lines to type before the services are started
 * @param decisions what somebody has to decide besides, for people
 */
public record MigrationDraft(
    String name,
    DraftTarget target,
    List<DraftSource> sources,
    List<String> exports,
    List<String> decisions) {
  public MigrationDraft {
    sources = List.copyOf(sources);
    exports = List.copyOf(exports);
    decisions = List.copyOf(decisions);
  }

  /** The same with more to decide. */
  public MigrationDraft deciding(List<String> more) {
    List<String> all = new ArrayList<>(decisions);
    all.addAll(more);
    return new MigrationDraft(name, target, sources, exports, all);
  }

  /** Everything that somebody has to decide, in the order of the file. */
  public List<String> everyDecision() {
    List<String> all = new ArrayList<>(decisions);
    sources.forEach(
        source ->
            source.decisions().forEach(text -> all.add("source " + source.name() + ", " + text)));
    return all;
  }
}
