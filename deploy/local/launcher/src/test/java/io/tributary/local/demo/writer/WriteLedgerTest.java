package io.tributary.local.demo.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.local.demo.sample.SampleTable;
import io.tributary.local.demo.writer.SampleWrite.Kind;
import io.tributary.local.demo.writer.WriteLedger.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteLedgerTest {
  private static final SampleTable TABLE = new SampleTable("t", "k", "v", 50, "", "");
  private final WriteLedger ledger = new WriteLedger();

  @Test
  void findsNothingWhereEveryAcknowledgedWriteIsThere() {
    // given
    acknowledge(WriteSide.SOURCE, insert("a", "1"), insert("b", "1"), insert("c", "1"));
    acknowledge(
        WriteSide.TARGET,
        new SampleWrite(TABLE, Kind.UPDATE, "a", null, "2"),
        new SampleWrite(TABLE, Kind.RENAME, "b", "d", null),
        new SampleWrite(TABLE, Kind.DELETE, "c", null, null));

    // then
    assertThat(differences(row("a", "2"), row("d", "1"))).isEmpty();
    assertThat(ledger.addedAtTarget("t")).isEqualTo(-1);
    assertThat(ledger.transactions(WriteSide.SOURCE)).isEqualTo(1);
  }

  @Test
  void findsALostWrite() {
    // given
    acknowledge(WriteSide.SOURCE, insert("a", "1"));

    // then
    assertThat(differences()).containsExactly("t a is lost");
  }

  @Test
  void findsADoubledRow() {
    // given
    acknowledge(WriteSide.SOURCE, insert("a", "1"));

    // then
    assertThat(differences(row("a", "1"), row("a", "1"))).containsExactly("t a is there twice");
  }

  @Test
  void findsAnOldValue() {
    // given
    acknowledge(
        WriteSide.SOURCE, insert("a", "1"), new SampleWrite(TABLE, Kind.UPDATE, "a", null, "2"));

    // then
    assertThat(differences(row("a", "1"))).singleElement().asString().contains("acknowledged last");
  }

  @Test
  void findsARowThatCameBack() {
    // given
    acknowledge(
        WriteSide.SOURCE, insert("a", "1"), new SampleWrite(TABLE, Kind.DELETE, "a", null, null));

    // then
    assertThat(differences(row("a", "1"))).singleElement().asString().contains("was deleted");
  }

  @Test
  void claimsNothingOfATransactionWhoseAnswerWasLost() {
    // given
    acknowledge(WriteSide.SOURCE, insert("a", "1"));

    // when
    ledger.outcomeUnknown(List.of(new SampleWrite(TABLE, Kind.RENAME, "a", "b", null)));

    // then
    assertThat(ledger.certain()).isFalse();
    assertThat(differences(row("a", "1"))).isEmpty();
    assertThat(differences(row("b", "1"))).isEmpty();
  }

  private void acknowledge(WriteSide side, SampleWrite... writes) {
    ledger.acknowledge(List.of(writes), side);
  }

  private List<String> differences(Row... rows) {
    return ledger.differences(TABLE, List.of(rows));
  }

  private static SampleWrite insert(String key, String value) {
    return new SampleWrite(TABLE, Kind.INSERT, key, null, value);
  }

  private static Row row(String key, String value) {
    return new Row(key, value);
  }
}
