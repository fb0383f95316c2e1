package io.tributary.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.bench.result.BenchOptions;
import io.tributary.bench.result.BenchResult;
import io.tributary.bench.result.RatioSpread;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContestTest {
  private final List<String> turns = new ArrayList<>();
  private final BenchOptions options =
      new BenchOptions(1, 3, 0, 1, Path.of("."), new ArrayList<>(), new ArrayList<>());
  private final Contest contest = new Contest("work", options);

  @Test
  void takesTurnsInAlternatingOrderAndForgetsTheFirstRound() throws Exception {
    // given
    Contender ours = contender("ours", FigureUnit.ROWS_PER_SECOND, 1, 10, 20, 30);
    Contender peer = contender("peer", FigureUnit.ROWS_PER_SECOND, 100, 5, 5, 60);

    // when
    List<BenchResult> results = contest.run(ours, List.of(peer));

    // then
    assertThat(turns)
        .containsExactly("ours", "peer", "peer", "ours", "ours", "peer", "peer", "ours");
    assertThat(results)
        .containsExactly(
            new BenchResult("work", "peer", new RatioSpread(2, 0.5, 4), 20, 5, "rows/s"));
  }

  @Test
  void countsLessTimeAsBetter() throws Exception {
    // given
    FigureUnit millis = FigureUnit.millis("p99");
    Contender ours = contender("ours", millis, 1, 10, 10, 10);
    Contender peer = contender("peer", millis, 1, 30, 20, 40);

    // when
    List<BenchResult> results = contest.run(ours, List.of(peer));

    // then
    assertThat(results)
        .containsExactly(
            new BenchResult("work", "peer", new RatioSpread(3, 2, 4), 10, 30, "ms p99"));
  }

  @Test
  void leavesOutAPeerThatFailsAndSaysSo() throws Exception {
    // given
    Contender ours = contender("ours", FigureUnit.ROWS_PER_SECOND, 1, 1, 1, 1);
    Contender peer = contender("peer", FigureUnit.ROWS_PER_SECOND, 1, 1);
    Contender other = contender("other", FigureUnit.ROWS_PER_SECOND, 1, 2, 2, 2);

    // when
    List<BenchResult> results = contest.run(ours, List.of(peer, other));

    // then
    assertThat(results).extracting(BenchResult::peer).containsExactly("other");
    assertThat(options.remarks()).singleElement().asString().contains("work", "peer", "exhausted");
  }

  @Test
  void failsWithOurs() {
    Contender ours = contender("ours", FigureUnit.ROWS_PER_SECOND, 1);
    Contender peer = contender("peer", FigureUnit.ROWS_PER_SECOND, 1, 1, 1, 1);

    assertThatThrownBy(() -> contest.run(ours, List.of(peer))).hasMessage("exhausted");
  }

  /** Has these figures one after the other, and then fails. */
  private Contender contender(String name, FigureUnit unit, double... figures) {
    Deque<Double> left = new ArrayDeque<>();
    for (double figure : figures) {
      left.add(figure);
    }
    return new Contender() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Map<FigureUnit, Double> measure() throws IOException {
        turns.add(name);
        if (left.isEmpty()) {
          throw new IOException("exhausted");
        }
        return Map.of(unit, left.remove());
      }

      /** As of a record that holds something which changes. */
      @Override
      public int hashCode() {
        return turns.size();
      }

      @Override
      public boolean equals(Object other) {
        return this == other;
      }
    };
  }
}
