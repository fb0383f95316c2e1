package io.tributary.common.plan;

import io.tributary.common.model.DatabaseAddress;
import io.tributary.common.model.Direction;
import io.tributary.common.model.StreamId;
import io.tributary.common.plan.cutover.CutoverSettings;
import io.tributary.common.plan.cutover.SwitchAction;
import io.tributary.common.plan.notify.NotifyRule;
import io.tributary.common.plan.query.TimedQuery;
import io.tributary.common.plan.source.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A migration as the operator wrote it: sources, target, mapping, cutover limits.
 *
 * @param name lower-case letters, digits and dashes, at most 30; part of topic, slot and connector
 *     names
 * @param target the one PostgreSQL that everything moves to
 * @param sources at least one, names unique
 * @param cutover limits and switch actions
 * @param validation pace of the continuous validation
 * @param queries what a rehearsal times at both sides; none as a rule
 * @param notified who is told of what happens to it; nobody as a rule
 */
public record Migration(
    String name,
    MigrationTarget target,
    List<Source> sources,
    CutoverSettings cutover,
    ValidationSettings validation,
    List<TimedQuery> queries,
    List<NotifyRule> notified) {

  public Migration {
    sources = List.copyOf(sources);
    queries = queries == null ? List.of() : List.copyOf(queries);
    notified = notified == null ? List.of() : List.copyOf(notified);
  }

  /** A migration that times no queries and tells nobody. */
  public Migration(
      String name,
      MigrationTarget target,
      List<Source> sources,
      CutoverSettings cutover,
      ValidationSettings validation) {
    this(name, target, sources, cutover, validation, List.of(), List.of());
  }

  /** The queries that are asked of a source. */
  public List<TimedQuery> queriesOf(String sourceName) {
    return queries.stream().filter(query -> query.source().equals(sourceName)).toList();
  }

  /** The source of that name; an unknown name is a programming error. */
  public Source source(String sourceName) {
    return sources.stream()
        .filter(s -> s.name().equals(sourceName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no source " + sourceName));
  }

  /**
   * The names of the streams that go one way, in the order of the sources; on the way back only of
   * those sources that have one.
   */
  public List<String> streams(Direction direction) {
    return sources.stream()
        .map(source -> new MovingSource(this, source))
        .filter(moving -> direction == Direction.OUT || moving.returns())
        .map(moving -> direction == Direction.OUT ? moving.stream() : moving.stream().opposite())
        .map(StreamId::source)
        .toList();
  }

  /** The names of all streams, those that go out first. */
  public List<String> streams() {
    return Stream.of(Direction.values()).flatMap(direction -> streams(direction).stream()).toList();
  }

  /** The database that a stream of the way back ends in; empty for every other name. */
  public Optional<DatabaseAddress> homeOf(String stream) {
    return sources.stream()
        .map(source -> new MovingSource(this, source))
        .filter(MovingSource::returns)
        .filter(moving -> moving.stream().opposite().source().equals(stream))
        .map(moving -> moving.reversed().target())
        .findFirst();
  }

  /** The names of the sources whose applications connect through a pooler that is led. */
  public List<String> pooled() {
    return sources.stream()
        .filter(source -> source.pooler().isPresent())
        .map(Source::name)
        .toList();
  }

  /** The names of the sources that stay as they are at the cutover. */
  public List<String> withoutWayBack() {
    return sources.stream()
        .filter(source -> !new MovingSource(this, source).returns())
        .map(Source::name)
        .toList();
  }

  /** The same with other limits of the validation. */
  public Migration comparing(ComparisonLimits limits) {
    return new Migration(
        name, target, sources, cutover, validation.with(limits), queries, notified);
  }

  /** The same with other switch actions. */
  public Migration switching(List<SwitchAction> actions) {
    return new Migration(
        name, target, sources, cutover.switching(actions), validation, queries, notified);
  }
}
