package io.tributary.orchestrator.notify;

import io.tributary.common.event.Notification.Occasion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen of one migration and what of it was told, so that everything is told once.
 * Immutable. It is kept in memory: an instance that starts or takes over tells what stands once
 * more, and of moments those of the last ten minutes, under the ids that they had.
 *
 * @param standing facts that were there at the last look
 * @param moments ids of what has happened and was told
 */
record ToldFacts(Map<StandingFact.Key, Seen> standing, Set<String> moments) {
  /** What is older when it is seen first was told by somebody, or is no news. */
  private static final Duration NEWS = Duration.ofMinutes(10);

  static final ToldFacts NOTHING = new ToldFacts(Map.of(), Set.of());

  ToldFacts {
    standing = Map.copyOf(standing);
    moments = Set.copyOf(moments);
  }

  /**
   * A fact that stands.
   *
   * @param fact as it was at the last look
   * @param since when it was seen first
   * @param toldSize how many things were told; 0 when nobody was told yet
   */
  record Seen(StandingFact fact, Instant since, long toldSize) {
    private Seen lookedAt(StandingFact now, Instant at) {
      boolean tell =
          !at.isBefore(since.plus(now.patience())) && (toldSize == 0 || now.size() >= 2 * toldSize);
      return new Seen(now, since, tell ? now.size() : toldSize);
    }
  }

  /**
   * A look at a migration.
   *
   * @param next what is known after it
   * @param events what is to be told, in order
   */
  record Look(ToldFacts next, List<NotableEvent> events) {}

  /**
   * What is to be told of what there is now.
   *
   * @param happened empty while nobody knows the migration's state
   */
  Look look(
      String migration,
      List<StandingFact> facts,
      Optional<List<NotableMoment>> happened,
      Instant at) {
    List<NotableEvent> events = new ArrayList<>();
    Set<String> told = new HashSet<>(happened.isPresent() ? Set.of() : moments);
    for (NotableMoment moment : happened.orElse(List.of())) {
      told.add(moment.id());
      if (!moments.contains(moment.id()) && !moment.at().isBefore(at.minus(NEWS))) {
        events.add(NotableEvent.of(moment, migration));
      }
    }
    Map<StandingFact.Key, Seen> seen = new HashMap<>();
    for (StandingFact fact : facts) {
      Seen before = standing.getOrDefault(fact.key(), new Seen(fact, at, 0));
      Seen now = before.lookedAt(fact, at);
      seen.put(fact.key(), now);
      if (now.toldSize() > before.toldSize()) {
        events.add(NotableEvent.of(fact, migration, Occasion.RAISED, at));
      }
    }
    standing.forEach(
        (key, before) -> {
          if (!seen.containsKey(key) && before.toldSize() > 0) {
            events.add(NotableEvent.of(before.fact(), migration, Occasion.ENDED, at));
          }
        });
    return new Look(new ToldFacts(seen, told), events);
  }
}
