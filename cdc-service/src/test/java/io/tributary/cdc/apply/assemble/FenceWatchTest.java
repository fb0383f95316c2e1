package io.tributary.cdc.apply.assemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.change.ChangeRecord;
import io.tributary.common.change.FenceMark;
import io.tributary.common.change.RowImage;
import io.tributary.common.error.ErrorReport;
import io.tributary.common.model.StreamId;
import io.tributary.common.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a file's log holds is read in pieces, in which marks and rows come together. */
class FenceWatchTest {
  private static final StreamId STREAM = new StreamId("m", "s");
  private static final String FENCE = "fence";

  private final TransactionAssembler assembler =
      new TransactionAssembler(STREAM, 0, false, 1_000_000);

  @Test
  void saysNothingOfWritesThatComeWithTheLiftThatAllowsThem() {
    assertThat(passed(FENCE, mark(FenceMark.lifted(FENCE)), "row")).isEmpty();
    assertThat(passed("", mark(FenceMark.raised(FENCE)), mark(FenceMark.lifted(FENCE)), "row"))
        .isEmpty();
    assertThat(passed("", "row", mark(FenceMark.raised(FENCE)))).isEmpty();
  }

  @Test
  void namesAWriteBehindTheFenceWhereverTheMarksAre() {
    assertThat(passed(FENCE, "row")).isPresent();
    assertThat(passed(FENCE, "row", mark(FenceMark.lifted(FENCE)))).isPresent();
    assertThat(passed("", mark(FenceMark.raised(FENCE)), "row")).isPresent();
    assertThat(passed(FENCE, mark(FenceMark.lifted(FENCE)), mark(FenceMark.raised("2")), "row"))
        .isPresent();
  }

  private static String mark(FenceMark mark) {
    return mark.text();
  }

  /** One piece of the log that a stream passes whose token is this. */
  private Optional<ErrorReport> passed(String token, String... members) {
    List<ChangeRecord> records = new ArrayList<>();
    records.add(new ChangeRecord.TransactionBegin(7, 1));
    for (int i = 1; i <= members.length; i++) {
      records.add(
          members[i - 1].equals("row")
              ? row(i)
              : new ChangeRecord.Message(FenceMark.prefix(STREAM), members[i - 1], 7, i, 1));
    }
    long end = lsn++;
    records.add(new ChangeRecord.TransactionEnd(7, end, members.length, 5));
    List<AssembledUnit> units = new ArrayList<>();
    for (ChangeRecord record : records) {
      units.addAll(assembler.accept(new StreamRecord(offset++, 10, record)));
    }
    return new FenceWatch(STREAM, token).pass(((AssembledUnit.Whole) units.get(0)).transaction());
  }

  private long offset;
  private long lsn = 100;

  private static ChangeRecord row(long order) {
    return new ChangeRecord.RowChange(
        new TableName("main", "t"),
        ChangeRecord.Op.INSERT,
        null,
        new RowImage(List.of("id"), List.of("1")),
        null,
        null,
        7,
        order,
        1,
        5);
  }
}
