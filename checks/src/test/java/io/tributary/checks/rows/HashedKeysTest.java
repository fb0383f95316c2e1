package io.tributary.checks.rows;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HashedKeysTest {

  @Test
  void knowsWhatASetKnows() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    HashedKeys keys = new HashedKeys();
    Set<HashedKey> oracle = new HashSet<>();

    for (int i = 0; i < 50_000; i++) {
      HashedKey key = new HashedKey(random.nextInt(40), random.nextInt(400));
      assertThat(keys.contains(key)).as("seed %d", seed).isEqualTo(oracle.contains(key));
      assertThat(keys.add(key)).as("seed %d", seed).isEqualTo(oracle.add(key));
      assertThat(keys.size()).isEqualTo(oracle.size());
    }
  }

  @Test
  void tellsKeysApartWhoseValuesAreDividedOtherwise() {
    assertThat(HashedKey.of(List.of("ab", "c"))).isNotEqualTo(HashedKey.of(List.of("a", "bc")));
    assertThat(HashedKey.of(List.of("ab", "c"))).isEqualTo(HashedKey.of(List.of("ab", "c")));
  }

  @Test
  void dividesKeysEvenly() {
    long[] parts = new long[7];
    IntStream.range(0, 70_000).forEach(i -> parts[HashedKey.of(List.of("k" + i)).part(7)]++);

    for (long size : parts) {
      assertThat(size).isBetween(9_500L, 10_500L);
    }
  }

  @Test
  void spellsEqualNumbersAlike() {
    assertThat(ComparedValue.of("numeric(8,2)", "1.50")).isEqualTo(ComparedValue.of("real", "1.5"));
    assertThat(ComparedValue.of("bigint", "0")).isEqualTo(ComparedValue.of("numeric", "-0.00"));
    assertThat(ComparedValue.of("text", "1.50")).isNotEqualTo(ComparedValue.of("text", "1.5"));
    assertThat(ComparedValue.of("double precision", "NaN")).isEqualTo("nan");
  }
}
