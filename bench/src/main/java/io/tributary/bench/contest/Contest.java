package io.tributary.bench.contest;

import io.tributary.bench.Options;
import io.tributary.bench.Ratio;
import io.tributary.bench.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ours and its peers in turns: each round all of them, the next in the opposite order, after a
 * round that warms up and does not count. A peer that fails is left out from then on, which is
 * said.
 *
 * @param work as results.json names it
 * @param options how many rounds count, and where figures are said
 */
public record Contest(String work, Options options) {

  /**
   * Runs all rounds.
   *
   * @throws Exception when ours fails
   */
  public List<Result> run(Contender ours, List<Contender> peers) throws Exception {
    Map<Contender, List<Map<Unit, Double>>> figures = new LinkedHashMap<>();
    figures.put(ours, new ArrayList<>());
    peers.forEach(peer -> figures.put(peer, new ArrayList<>()));
    for (int round = 0; round <= options.rounds(); round++) {
      List<Contender> order = new ArrayList<>(figures.keySet());
      if (round % 2 == 1) {
        Collections.reverse(order);
      }
      for (Contender contender : order) {
        try {
          Map<Unit, Double> found = contender.measure();
          options.say(line(round, contender, found));
          if (round > 0) {
            figures.get(contender).add(found);
          }
        } catch (Exception e) {
          if (contender == ours) {
            throw e;
          }
          figures.remove(contender);
          options.leaveOut(work, contender.name(), "it failed: " + e);
        }
      }
    }
    List<Map<Unit, Double>> own = figures.remove(ours);
    List<Result> results = new ArrayList<>();
    figures.forEach((peer, theirs) -> results.addAll(compare(own, peer, theirs)));
    results.forEach(result -> options.say(result.line()));
    return results;
  }

  private List<Result> compare(
      List<Map<Unit, Double>> ours, Contender peer, List<Map<Unit, Double>> theirs) {
    List<Result> results = new ArrayList<>();
    for (Unit unit : ours.get(0).keySet()) {
      if (theirs.get(0).containsKey(unit)) {
        results.add(compare(unit, each(ours, unit), peer, each(theirs, unit)));
      }
    }
    return results;
  }

  private Result compare(Unit unit, List<Double> ours, Contender peer, List<Double> theirs) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(unit.advantage(ours.get(round), theirs.get(round)));
    }
    return new Result(
        work,
        peer.name(),
        Ratio.of(ratios),
        Ratio.of(ours).median(),
        Ratio.of(theirs).median(),
        unit.name());
  }

  private static List<Double> each(List<Map<Unit, Double>> figures, Unit unit) {
    return figures.stream().map(figure -> figure.get(unit)).toList();
  }

  private String line(int round, Contender contender, Map<Unit, Double> found) {
    StringBuilder line =
        new StringBuilder(
            "%s, %s, %s:"
                .formatted(work, round == 0 ? "warm-up" : "round " + round, contender.name()));
    found.forEach(
        (unit, figure) ->
            line.append(String.format(Locale.ROOT, " %,.1f %s", figure, unit.name())));
    return line.toString();
  }
}
