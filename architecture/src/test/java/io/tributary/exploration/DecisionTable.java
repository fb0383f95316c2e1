package io.tributary.exploration;

/** The decisions of the orchestrator, each worked out once. */
final class DecisionTable {
  private final Decisions decisions;
  private final SourceGraph sources;
  private final SeenSources seen;
  private final LongNumbers known = new LongNumbers(1 << 16);

  DecisionTable(Decisions decisions, SourceGraph sources, SeenSources seen) {
    this.decisions = decisions;
    this.sources = sources;
    this.seen = seen;
  }

  /** The number of the record that follows; the same where nothing does. */
  int next(WholeState at, Choice choice) {
    long key = at.record();
    key = key << 4 | choice.ordinal();
    key = key << 24 | sources.seen(at.first());
    key = key << 24 | sources.seen(at.second());
    int next = known.get(key);
    if (next == LongNumbers.UNKNOWN) {
      next =
          decisions.next(
              at.record(),
              choice,
              seen.of(sources.source(at.first()), sources.source(at.second())));
      known.put(key, next);
    }
    return next;
  }
}
