package io.tributary.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

/** Who names a table or writes a request does not write lines of the log. */
class OneLineFilterTest {
  private static final String FORGED =
      "x\r\n2026-01-01T00:00:00.000+0000 level=INFO thread=\"main\" logger=c.Fence opened\u001b[2J";

  private final OneLineFilter filter = new OneLineFilter();

  @Test
  void aLineBreakInANameBeginsNoLine() {
    // given
    ExtLogRecord record =
        new ExtLogRecord(
            Level.INFO, "table=%s rows=%d", ExtLogRecord.FormatStyle.PRINTF, "io.tributary");
    record.setParameters(new Object[] {FORGED, 7});

    // when
    boolean written = filter.isLoggable(record);

    // then
    assertThat(written).isTrue();
    assertThat(record.getFormattedMessage())
        .startsWith("table=x\\r\\n2026-01-01")
        .endsWith("opened\\u001b[2J rows=7")
        .doesNotContainPattern("\\p{Cc}");
  }

  @Test
  void aPercentSignOfANameIsNoPlaceForAValue() {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "table=%s", ExtLogRecord.FormatStyle.PRINTF, "io.tributary");
    record.setParameters(new Object[] {"a\n%s%n{0}"});
    filter.isLoggable(record);
    assertThat(record.getFormattedMessage()).isEqualTo("table=a\\n%s%n{0}");
  }

  @Test
  void whatHasNoControlCharacterStaysAsItIs() {
    ExtLogRecord record =
        new ExtLogRecord(Level.INFO, "table=%s", ExtLogRecord.FormatStyle.PRINTF, "io.tributary");
    record.setParameters(new Object[] {"größe 表 \"x\""});
    filter.isLoggable(record);
    assertThat(record.getMessage()).isEqualTo("table=%s");
    assertThat(record.getFormattedMessage()).isEqualTo("table=größe 表 \"x\"");
  }
}
