package io.tributary.mapping.conversion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.conversion.ClockChange;
import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.quarantine.QuarantineReason;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeConversionsTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Conversion UTC =
      new TimestampConversion(true, ZoneRule.UTC, EpochUnit.BY_DIGITS, 6);
  private static final Conversion NAIVE =
      new TimestampConversion(false, ZoneRule.NONE, EpochUnit.NONE, 6);

  @ParameterizedTest
  @CsvSource({
    "2025-09-20T03:30:00, 2025-09-20 03:30:00+00",
    "2025-09-20T04:48:31.031337Z, 2025-09-20 04:48:31.031337+00",
    "2025-09-20T06:07:02.062674+05:45, 2025-09-20 00:22:02.062674+00",
    "2025-09-20T23:07:45.470055-0500, 2025-09-21 04:07:45.470055+00",
    "2025-09-20 07:25:33, 2025-09-20 07:25:33+00",
    "2025-09-20 10:02:35.156, 2025-09-20 10:02:35.156+00",
    "2025-09-20, 2025-09-20 00:00:00+00",
    "1758367266, 2025-09-20 11:21:06+00",
    "1758371977.219359, 2025-09-20 12:39:37.219359+00",
    "1758376688250, 2025-09-20 13:58:08.25+00",
    "1758376688250001, 2025-09-20 13:58:08.250001+00",
    "-1.5, 1969-12-31 23:59:58.5+00",
    "'Sat, 20 Sep 2025 16:35:10 GMT', 2025-09-20 16:35:10+00",
    "0001-01-01T00:00:00, 0001-01-01 00:00:00+00",
    "0001-01-01T00:00:00+01:00, 0001-12-31 23:00:00+00 BC",
    "9999-12-31T23:59:59.999999, 9999-12-31 23:59:59.999999+00",
    "9999-12-31T23:59:59-01:00, 10000-01-01 00:59:59+00",
    "1969-07-20T20:17:40, 1969-07-20 20:17:40+00",
    "2025-03-09T02:30:00, 2025-03-09 02:30:00+00"
  })
  void readsEverySpelling(String text, String literal) {
    assertThat(UTC.convert(new SourceValue.Text(text)))
        .isEqualTo(ConversionOutcome.converted(literal));
  }

  @ParameterizedTest
  @CsvSource({
    "'', EMPTY",
    "not a date, NOT_A_TIME",
    "0000-00-00 00:00:00, NO_SUCH_TIME",
    "2025-02-30T00:00:00, NO_SUCH_TIME",
    "2025-02-28T24:00:00, NO_SUCH_TIME",
    "0000-01-01, NO_SUCH_TIME",
    "20/09/2025 03:30, NOT_A_TIME",
    "'Sun, 20 Sep 2025 16:35:10 GMT', NOT_A_TIME",
    "2025-09-20T03:30:00.1234567, TOO_MANY_DIGITS",
    "1758371977.2193591, TOO_MANY_DIGITS",
    "1758371977.21935900001, TOO_MANY_DIGITS",
    "99999999999999999999, OUT_OF_RANGE"
  })
  void rejectsWhatIsNoTime(String text, QuarantineReason reason) {
    assertThat(reason(UTC, text)).isEqualTo(reason);
  }

  @Test
  void tellsLocalTimesFromThoseOfCurrentTimestamp() {
    ZoneRule rule = new ZoneRule(NEW_YORK, ZoneOffset.UTC, ClockChange.REJECT);
    Conversion zoned = new TimestampConversion(true, rule, EpochUnit.NONE, 6);
    Conversion local = new TimestampConversion(false, rule, EpochUnit.NONE, 6);
    assertThat(zoned.text("2026-01-27 22:00:00"))
        .isEqualTo(ConversionOutcome.converted("2026-01-27 22:00:00+00"));
    assertThat(zoned.text("2026-01-27T22:00:00"))
        .isEqualTo(ConversionOutcome.converted("2026-01-28 03:00:00+00"));
    assertThat(local.text("2026-01-27 22:00:00"))
        .isEqualTo(ConversionOutcome.converted("2026-01-27 17:00:00"));
    assertThat(local.text("2026-01-27T22:00:00"))
        .isEqualTo(ConversionOutcome.converted("2026-01-27 22:00:00"));
  }

  @Test
  void decidesTimesInAGapOnlyWhenTold() {
    String gap = "2025-03-09T02:30:00";
    String twice = "2025-11-02T01:30:00";
    assertThat(reason(zoned(ClockChange.REJECT), gap)).isEqualTo(QuarantineReason.AMBIGUOUS_TIME);
    assertThat(reason(zoned(ClockChange.REJECT), twice)).isEqualTo(QuarantineReason.AMBIGUOUS_TIME);
    assertThat(zoned(ClockChange.OFFSET_BEFORE).text(gap))
        .isEqualTo(ConversionOutcome.converted("2025-03-09 07:30:00+00"));
    assertThat(zoned(ClockChange.OFFSET_AFTER).text(twice))
        .isEqualTo(ConversionOutcome.converted("2025-11-02 06:30:00+00"));
  }

  @Test
  void guessesNoZone() {
    Conversion zoned = new TimestampConversion(true, ZoneRule.NONE, EpochUnit.NONE, 6);
    assertThat(reason(zoned, "2025-09-20 07:25:33")).isEqualTo(QuarantineReason.NO_ZONE);
    assertThat(reason(NAIVE, "2025-09-20T07:25:33Z")).isEqualTo(QuarantineReason.NO_ZONE);
    assertThat(NAIVE.text("2025-03-09T02:30:00"))
        .isEqualTo(ConversionOutcome.converted("2025-03-09 02:30:00"));
    assertThat(reason(NAIVE, "1758367266")).isEqualTo(QuarantineReason.NOT_A_TIME);
  }

  @Test
  void readsNumbersInTheDeclaredUnit() {
    assertThat(epoch(EpochUnit.SECONDS).convert(new SourceValue.Whole(0)))
        .isEqualTo(ConversionOutcome.converted("1970-01-01 00:00:00+00"));
    assertThat(epoch(EpochUnit.MILLIS).convert(new SourceValue.Whole(-1)))
        .isEqualTo(ConversionOutcome.converted("1969-12-31 23:59:59.999+00"));
    assertThat(epoch(EpochUnit.MICROS).convert(new SourceValue.Whole(1)))
        .isEqualTo(ConversionOutcome.converted("1970-01-01 00:00:00.000001+00"));
    assertThat(epoch(EpochUnit.SECONDS).convert(new SourceValue.Real(1758371977.219359)))
        .isEqualTo(ConversionOutcome.converted("2025-09-20 12:39:37.219359+00"));
  }

  @Test
  void keepsTheFractionsThatTheTypeKeeps() {
    Conversion millis = new TimestampConversion(true, ZoneRule.UTC, EpochUnit.NONE, 3);
    assertThat(millis.targetType()).isEqualTo("timestamptz(3)");
    assertThat(millis.text("2025-09-20 10:02:35.156"))
        .isEqualTo(ConversionOutcome.converted("2025-09-20 10:02:35.156+00"));
    assertThat(reason(millis, "2025-09-20 10:02:35.1561"))
        .isEqualTo(QuarantineReason.TOO_MANY_DIGITS);
  }

  @Test
  void losesNoTimeOfDayToADate() {
    assertThat(new DateConversion().text("1962-02-18 00:00:00"))
        .isEqualTo(ConversionOutcome.converted("1962-02-18"));
    assertThat(reason(new DateConversion(), "1962-02-18 00:00:01"))
        .isEqualTo(QuarantineReason.LOSES_TIME);
    assertThat(new TimeConversion().text("07:05"))
        .isEqualTo(ConversionOutcome.converted("07:05:00"));
    assertThat(reason(new TimeConversion(), "25:00")).isEqualTo(QuarantineReason.NO_SUCH_TIME);
  }

  private static Conversion zoned(ClockChange change) {
    return new TimestampConversion(true, new ZoneRule(NEW_YORK, null, change), EpochUnit.NONE, 6);
  }

  private static Conversion epoch(EpochUnit epoch) {
    return new TimestampConversion(true, ZoneRule.NONE, epoch, 6);
  }

  @ParameterizedTest
  @CsvSource({
    "0, HALF_EVEN, 2025-09-20T03:30:00.5, 2025-09-20 03:30:00+00",
    "0, HALF_EVEN, 2025-09-20T03:30:01.5, 2025-09-20 03:30:02+00",
    "0, HALF_EVEN, 2025-09-20T03:30:00.500000001, 2025-09-20 03:30:01+00",
    "0, HALF_EVEN, 2024-12-31T23:59:59.999, 2025-01-01 00:00:00+00",
    "0, HALF_EVEN, 9999-12-31T23:59:59.9, 10000-01-01 00:00:00+00",
    "0, TRUNCATE, 2024-12-31T23:59:59.999, 2024-12-31 23:59:59+00",
    "0, TRUNCATE, -0.5, 1969-12-31 23:59:59+00",
    "0, HALF_EVEN, 2025-10-26T02:59:59.9+02:00, 2025-10-26 01:00:00+00",
    "3, HALF_EVEN, 2025-09-20T03:30:00.0015, 2025-09-20 03:30:00.002+00",
    "3, HALF_EVEN, 2025-09-20T03:30:00.0025, 2025-09-20 03:30:00.002+00",
    "3, TRUNCATE, 1758371977.2199, 2025-09-20 12:39:37.219+00",
    "6, HALF_EVEN, 1758371977.2193595, 2025-09-20 12:39:37.21936+00",
    "6, HALF_EVEN, 1758371977.2193585, 2025-09-20 12:39:37.219358+00",
    "6, HALF_EVEN, 1758371977.21935850000000000001, 2025-09-20 12:39:37.219359+00",
    "6, HALF_EVEN, 1758371977.21935849999999999999, 2025-09-20 12:39:37.219358+00",
    "6, TRUNCATE, 1758371977.21935999999999999999, 2025-09-20 12:39:37.219359+00",
  })
  void roundsOnlyAsDeclared(int digits, DigitRounding rounding, String text, String literal) {
    // given
    TimestampConversion conversion =
        new TimestampConversion(true, ZoneRule.UTC, EpochUnit.SECONDS, digits, rounding);

    // when, then
    assertThat(conversion.convert(new SourceValue.Text(text)))
        .isEqualTo(ConversionOutcome.converted(literal));
    assertThat(conversion.fidelity().text()).contains("are lost: they are");
  }

  @Test
  void roundsBehindTheZoneWhoseClocksChange() {
    // given
    ZoneRule berlin = new ZoneRule(ZoneId.of("Europe/Berlin"), null, ClockChange.REJECT);
    TimestampConversion conversion =
        new TimestampConversion(true, berlin, EpochUnit.NONE, 0, DigitRounding.HALF_EVEN);

    // when, then: a second later there is no such local time
    assertThat(conversion.convert(new SourceValue.Text("2026-03-29 01:59:59.9")))
        .isEqualTo(ConversionOutcome.converted("2026-03-29 01:00:00+00"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, HALF_EVEN, 23:59:59.5, 24:00:00",
    "0, TRUNCATE, 23:59:59.999999999, 23:59:59",
    "6, HALF_EVEN, 12:00:00.0000005, 12:00:00",
    "2, HALF_EVEN, 12:00:00.125, 12:00:00.12",
    "2, REJECT, 12:00:00.12, 12:00:00.12",
  })
  void roundsTimesOfDay(int digits, DigitRounding rounding, String text, String literal) {
    assertThat(new TimeConversion(digits, rounding).convert(new SourceValue.Text(text)))
        .isEqualTo(ConversionOutcome.converted(literal));
  }

  @Test
  void saysHowARefusedFractionIsTaken() {
    // when
    ConversionOutcome outcome =
        new TimeConversion(3, DigitRounding.REJECT).convert(new SourceValue.Text("12:00:00.1234"));

    // then
    assertThat(((ConversionOutcome.Rejected) outcome).text())
        .contains("finer fraction than time(3); round: half-even or truncate takes such values");
  }

  private static QuarantineReason reason(Conversion conversion, String text) {
    return ((ConversionOutcome.Rejected) conversion.text(text)).reason();
  }
}
