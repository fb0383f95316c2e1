package io.tributary.bench.contest;

import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ours and its peers in turns: each round all of them, the next in the opposite order, after rounds
 * that warm up and do not count. A peer that fails is left out from then on, which is said.
 *
 * @param work as results.json names it
 * @param options how many rounds count, and where figures are said
 */
public record Contest(String work, BenchOptions options) {

  /**
   * Runs all rounds.
   *
   * @throws Exception when ours fails
   */
  public List<BenchResult> run(Contender ours, List<Contender> peers) throws Exception {
    List<Entrant> entrants = new ArrayList<>(List.of(new Entrant(ours)));
    peers.forEach(peer -> entrants.add(new Entrant(peer)));
    for (int round = 1 - options.warmUps(); round <= options.rounds(); round++) {
      List<Entrant> order = new ArrayList<>(entrants);
      if (round % 2 != 0) {
        Collections.reverse(order);
      }
      for (Entrant entrant : order) {
        try {
          entrant.turn(this, round);
        } catch (Exception e) {
          if (entrant.contender() == ours) {
            throw e;
          }
          entrants.removeIf(other -> other == entrant);
          options.leaveOut(work, entrant.contender().name(), "it failed: " + e);
        }
      }
    }
    Entrant own = entrants.remove(0);
    List<BenchResult> results = new ArrayList<>();
    entrants.forEach(
        peer -> results.addAll(compare(own.figures(), peer.contender(), peer.figures())));
    results.forEach(result -> options.say(result.line()));
    return results;
  }

  private List<BenchResult> compare(
      List<Map<FigureUnit, Double>> ours, Contender peer, List<Map<FigureUnit, Double>> theirs) {
    List<BenchResult> results = new ArrayList<>();
    for (FigureUnit unit : ours.get(0).keySet()) {
      if (theirs.get(0).containsKey(unit)) {
        results.add(compare(unit, each(ours, unit), peer, each(theirs, unit)));
      }
    }
    return results;
  }

  private BenchResult compare(
      FigureUnit unit, List<Double> ours, Contender peer, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(unit.advantage(ours.get(round), theirs.get(round)));
    }
    return new BenchResult(
        work,
        peer.name(),
        RatioSpread.of(ratios),
        RatioSpread.of(ours).median(),
        RatioSpread.of(theirs).median(),
        unit.name());
  }

  private static List<Double> each(List<Map<FigureUnit, Double>> figures, FigureUnit unit) {
    return figures.stream().map(figure -> figure.get(unit)).toList();
  }

  /** Who takes part, with what was counted; told apart by what it is and not by what it holds. */
  private record Entrant(Contender contender, List<Map<FigureUnit, Double>> figures) {
    Entrant(Contender contender) {
      this(contender, new ArrayList<>());
    }

    void turn(Contest contest, int round) throws Exception {
      Map<FigureUnit, Double> found = contender.measure();
      contest.options.say(contest.line(round, contender, found));
      if (round > 0) {
        figures.add(found);
      }
    }
  }

  private String line(int round, Contender contender, Map<FigureUnit, Double> found) {
    StringBuilder line =
        new StringBuilder(
            "%s, %s, %s:"
                .formatted(work, round < 1 ? "warm-up" : "round " + round, contender.name()));
    found.forEach(
        (unit, figure) ->
            line.append(String.format(Locale.ROOT, " %,.1f %s", figure, unit.name())));
    return line.toString();
  }
}
