package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.conversion.BytesEncoding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.sqlite.schema.DeclaredType.Affinity;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A value that is changed at the target comes back as its application spells such values. */
class ReturnTest {
  private static final Conversion ZONED =
      new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6);
  private static final Conversion NAIVE =
      new TimestampConversion(true, ZoneRule.of("Europe/Berlin"), EpochUnit.NONE, 6);

  static Stream<Arguments> spellings() {
    return Stream.of(
        Arguments.of(BooleanConversion.USUAL, text("YES"), "f", text("NO")),
        Arguments.of(BooleanConversion.USUAL, text("True"), "f", text("False")),
        Arguments.of(BooleanConversion.USUAL, text("t"), "f", text("f")),
        Arguments.of(BooleanConversion.USUAL, whole(1), "f", whole(0)),
        Arguments.of(new BytesConversion(BytesEncoding.HEX), text("0xAB"), "\\xcd", text("0xCD")),
        Arguments.of(
            new DateConversion(), text("2026-01-01T00:00"), "2026-02-03", text("2026-02-03T00:00")),
        Arguments.of(new TimeConversion(), text("10:15"), "11:30:00", text("11:30")),
        Arguments.of(new TimeConversion(), text("10:15"), "11:30:01", text("11:30:01")),
        Arguments.of(
            ZONED,
            text("2026-01-01T10:00:00.250Z"),
            "2026-02-03 04:05:06+00",
            text("2026-02-03T04:05:06.000Z")),
        Arguments.of(
            ZONED,
            text("2026-01-01 10:00+02:00"),
            "2026-02-03 04:05:00+00",
            text("2026-02-03 06:05+02:00")),
        Arguments.of(
            ZONED,
            whole(1_758_376_688_250L),
            "2026-02-03 04:05:06.5+00",
            whole(1_770_091_506_500L)),
        Arguments.of(
            NAIVE,
            text("2026-01-01 10:00:00"),
            "2026-07-03 04:05:06+00",
            text("2026-07-03 06:05:06")),
        Arguments.of(new RealConversion(false), whole(3), "4", whole(4)),
        Arguments.of(new RealConversion(false), whole(3), "4.5", new SourceValue.Real(4.5)));
  }

  @ParameterizedTest
  @MethodSource("spellings")
  void isSpelledLikeTheValueThatItReplaces(
      Conversion conversion, SourceValue before, String changed, SourceValue stored) {
    assertThat(conversion.back(changed, new StoredExample(before, Affinity.BLOB)))
        .isEqualTo(ReturnOutcome.stored(stored));
  }

  @Test
  void namesATimeThatHappensTwiceByItsOffset() {
    // when the clocks in Berlin go back, 02:30 comes twice, which the rule refuses to read
    ReturnOutcome back =
        NAIVE.back(
            "2026-10-25 00:30:00+00",
            new StoredExample(text("2026-01-01 10:00:00"), Affinity.TEXT));

    assertThat(back).isEqualTo(ReturnOutcome.stored("2026-10-25T00:30:00Z"));
  }

  @Test
  void spellsAKeyThatTheMapOfKeysDoesNotKnowLikeTheOneThatItReplaces() {
    String key = "2ed6657d-e927-568b-95e1-2665a8aea6a2";
    StoredExample before =
        new StoredExample(text("{CF1822FF-BC68-4778-AB49-1044D5E34124}"), Affinity.TEXT);

    ReturnOutcome back = new UuidConversion(null, true).back(key, before);

    assertThat(back)
        .isEqualTo(new ReturnOutcome.Keyed(key, text("{2ED6657D-E927-568B-95E1-2665A8AEA6A2}")));
  }

  @Test
  void refusesWhatItsTypeNeverPrints() {
    StoredExample none = StoredExample.none(Affinity.TEXT);

    assertThat(BooleanConversion.USUAL.back("x", none)).isInstanceOf(ReturnOutcome.Refused.class);
    assertThat(new BytesConversion(BytesEncoding.HEX).back("x", none))
        .isInstanceOf(ReturnOutcome.Refused.class);
    assertThat(new RealConversion(false).back("x", none)).isInstanceOf(ReturnOutcome.Refused.class);
    assertThat(new TimeConversion().back("x", none)).isInstanceOf(ReturnOutcome.Refused.class);
    assertThat(new UuidConversion(null, false).back("x", none))
        .isInstanceOf(ReturnOutcome.Refused.class);
    assertThat(new VectorConversion(0).back("x", none)).isInstanceOf(ReturnOutcome.Refused.class);
  }

  @Test
  void refusesWhatSqliteCannotHold() {
    StoredExample none = StoredExample.none(Affinity.NUMERIC);

    assertThat(refusal(new NumericConversion(0, 0).back("0.12345678901234567890123", none)))
        .isEqualTo(
            "'0.12345678901234567890123' is no number that SQLite keeps digit by digit in this column");
    assertThat(refusal(new RealConversion(false).back("NaN", none)))
        .isEqualTo("'NaN' would become NULL, as SQLite stores no NaN");
    assertThat(refusal(ZONED.back("infinity", none)))
        .isEqualTo("'infinity' is no time of the years 1 to 9999");
    assertThat(refusal(new TextConversion(0).back("1e5", none)))
        .isEqualTo(
            "'1e5' would be stored as a number, as the column is numeric, and printed otherwise");
  }

  private static String refusal(ReturnOutcome outcome) {
    return ((ReturnOutcome.Refused) outcome).text();
  }

  private static SourceValue text(String value) {
    return new SourceValue.Text(value);
  }

  private static SourceValue whole(long value) {
    return new SourceValue.Whole(value);
  }
}
