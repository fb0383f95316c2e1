package io.tributary.validator.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.model.TableName;
import io.tributary.validator.catalog.KeyColumn;
import io.tributary.validator.catalog.KeyOrder;
import io.tributary.validator.catalog.TablePair;
import io.tributary.validator.catalog.TableShape;
import io.tributary.validator.digest.Digest;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownRangesTest {
  private static final List<KeyRange> HALVES = KeyRange.ALL.cutAt(List.of(List.of("100")));

  private final KnownRanges ranges = new KnownRanges();

  @Test
  void keepsTheRangesOfATableWhereverItIsRead() {
    ranges.keep(
        pair("integer", "copy_1"), KeyRange.ALL, HALVES, List.of(rows(100), rows(400)), 100);

    assertThat(ranges.of(pair("integer", "copy_2"), KeyRange.ALL)).contains(HALVES);
    assertThat(ranges.of(pair("text", "copy_1"), KeyRange.ALL)).as("another key").isEmpty();
  }

  @Test
  void forgetsThemOnceOneHasGrownTooLarge() {
    ranges.keep(pair("integer", "t"), KeyRange.ALL, HALVES, List.of(rows(100), rows(100)), 100);
    ranges.keep(pair("integer", "t"), KeyRange.ALL, HALVES, List.of(rows(100), rows(401)), 100);

    assertThat(ranges.of(pair("integer", "t"), KeyRange.ALL)).isEmpty();
  }

  private static Digest rows(long rows) {
    return new Digest(rows, BigInteger.ONE, BigInteger.TEN);
  }

  private static TablePair pair(String type, String relation) {
    TableName table = new TableName("s", "t");
    List<KeyColumn> key = List.of(new KeyColumn("id", type, true, "C"));
    TableShape shape =
        new TableShape(
            table, false, List.of("id"), key, List.of(), new TableName("pg_temp", relation));
    return new TablePair(shape, shape, new KeyOrder(true, List.of(false)));
  }
}
