package io.tributary.validator.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import com.pgvector.PGvector;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NeighbourRankingTest {
  private static final int DIMENSION = 24;
  private final Map<String, float[]> rows = new HashMap<>();
  private final Random random = new Random(5);

  private float[] vector() {
    float[] vector = new float[DIMENSION];
    for (int i = 0; i < DIMENSION; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private void given(int count) {
    for (int i = 0; i < count; i++) {
      rows.put("r" + i, vector());
    }
  }

  private Optional<String> contradiction(VectorSpace space, float[] query, List<String> found) {
    NeighbourRanking ranking = new NeighbourRanking(space, query, 10, found);
    rows.forEach(ranking::see);
    return ranking.contradiction();
  }

  /** Sums of floats in the order of the numbers, which may differ from anybody else's. */
  private List<String> nearest(VectorSpace space, float[] query) {
    return rows.keySet().stream()
        .sorted(Comparator.comparingDouble(id -> inFloats(space, query, rows.get(id))))
        .limit(10)
        .toList();
  }

  private static double inFloats(VectorSpace space, float[] one, float[] other) {
    float squares = 0;
    float product = 0;
    float ofOne = 0;
    float ofOther = 0;
    for (int i = one.length - 1; i >= 0; i--) {
      squares += (one[i] - other[i]) * (one[i] - other[i]);
      product += one[i] * other[i];
      ofOne += one[i] * one[i];
      ofOther += other[i] * other[i];
    }
    return switch (space) {
      case L2 -> Math.sqrt(squares);
      case COSINE -> 1 - product / Math.sqrt((double) ofOne * ofOther);
      case IP -> -product;
    };
  }

  @ParameterizedTest
  @EnumSource(VectorSpace.class)
  void agreesWithSumsOfFloatsInAnotherOrder(VectorSpace space) {
    given(400);
    for (int i = 0; i < 50; i++) {
      float[] query = vector();
      assertThat(contradiction(space, query, nearest(space, query))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(VectorSpace.class)
  void noticesARowThatIsNotAmongTheNearest(VectorSpace space) {
    given(400);
    float[] query = vector();
    List<String> found = new ArrayList<>(nearest(space, query));
    String left = found.remove(4);
    String farther =
        rows.keySet().stream()
            .max(Comparator.comparingDouble(id -> inFloats(space, query, rows.get(id))))
            .orElseThrow();
    found.add(farther);
    assertThat(contradiction(space, query, found))
        .contains(
            "the target finds " + farther + " and not " + left + ", which is nearer at the source");
  }

  @Test
  void takesTiesForEachOther() {
    for (int i = 0; i < 20; i++) {
      rows.put("same" + i, new float[] {1, 2});
    }
    rows.put("other", new float[] {5, 5});
    List<String> last = rows.keySet().stream().filter(id -> !id.equals("other")).skip(10).toList();
    for (VectorSpace space : List.of(VectorSpace.L2, VectorSpace.COSINE)) {
      assertThat(contradiction(space, new float[] {1, 2}, last)).isEmpty();
      List<String> wrong = new ArrayList<>(last.subList(0, 9));
      wrong.add("other");
      assertThat(contradiction(space, new float[] {1, 2}, wrong)).isPresent();
    }
  }

  @Test
  void noticesRowsThatAreMissingOrUnknown() {
    given(3);
    float[] query = vector();
    assertThat(contradiction(VectorSpace.L2, query, List.copyOf(rows.keySet()))).isEmpty();
    assertThat(contradiction(VectorSpace.L2, query, List.of("r0", "r1")))
        .contains("the target finds 2 neighbours of 3");
    assertThat(contradiction(VectorSpace.L2, query, List.of("r0", "r1", "r9")))
        .contains("the target finds r9, no row of the source");
  }

  @Test
  void readsEveryBitOfAVectorAsPostgresqlSendsIt() throws SQLException {
    byte[] sent = {0, 2, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 1};
    PGvector vector = new PGvector();
    vector.setByteValue(sent, 0);
    assertThat(vector.toArray()).containsExactly(-0.0f, Float.MIN_VALUE);
    assertThat(Float.floatToRawIntBits(vector.toArray()[0])).isEqualTo(0x80000000);
  }
}
