package io.tributary.local.init.propose;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.local.init.propose.DeclaredColumn.Role;
import io.tributary.mapping.conversion.BytesConversion;
import io.tributary.mapping.conversion.SourceValue;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which BLOBs are taken for vectors. */
class FloatBytesTest {
  @Test
  void findsVectorsOfFloatsOfOneLength() {
    Random random = seeded();
    List<SourceValue> vectors =
        IntStream.range(0, 50).<SourceValue>mapToObj(i -> vector(random, 384)).toList();
    List<SourceValue> lengths = new ArrayList<>(vectors);
    lengths.add(vector(random, 383));

    ColumnProposal all = proposal(vectors);
    ColumnProposal most = proposal(lengths);

    assertThat(all.rule().orElseThrow().convert()).isEqualTo("vector");
    assertThat(all.rule().orElseThrow().options()).isEqualTo(Map.of("dimension", "384"));
    assertThat(all.seen()).isEqualTo("50 of 50 values are BLOBs of 384 float32");
    assertThat(most.written()).isTrue();
    assertThat(most.seen()).contains("50 of 51 values", "NOT_A_VECTOR 1");
  }

  @Test
  void takesOtherBytesForNoVectors() {
    Random random = seeded();
    List<SourceValue> noise =
        IntStream.range(0, 50).<SourceValue>mapToObj(i -> noise(random, 32)).toList();
    List<SourceValue> words =
        Collections.nCopies(
            50, new SourceValue.Bytes("0123456789012345".getBytes(StandardCharsets.US_ASCII)));
    List<SourceValue> zeros = Collections.nCopies(50, new SourceValue.Bytes(new byte[32]));

    for (List<SourceValue> values : List.of(noise, words, zeros)) {
      assertThat(proposal(values).rule()).isEmpty();
    }
  }

  private static Random seeded() {
    long seed = System.nanoTime();
    System.out.println("FloatBytesTest: seed " + seed);
    return new Random(seed);
  }

  private static SourceValue vector(Random random, int dimension) {
    ByteBuffer bytes = ByteBuffer.allocate(dimension * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < dimension; i++) {
      bytes.putFloat((float) (random.nextGaussian() * 0.05));
    }
    return new SourceValue.Bytes(bytes.array());
  }

  private static SourceValue noise(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SourceValue.Bytes(bytes);
  }

  private static ColumnProposal proposal(List<SourceValue> values) {
    ColumnTally tally =
        new ColumnTally(
            new DeclaredColumn(
                "data", "BLOB", new BytesConversion(BytesEncoding.NONE), false, Role.CONTENT));
    values.forEach(tally::add);
    return ProposalChoice.of(tally);
  }
}
