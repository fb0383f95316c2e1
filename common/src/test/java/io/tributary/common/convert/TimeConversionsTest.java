package io.tributary.common.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeConversionsTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final Conversion UTC =
      new TimestampConversion(true, ZoneRule.UTC, Epoch.BY_DIGITS, 6);
  private static final Conversion NAIVE =
      new TimestampConversion(false, ZoneRule.NONE, Epoch.NONE, 6);

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
    assertThat(UTC.convert(new Stored.Text(text))).isEqualTo(Outcome.converted(literal));
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
  void rejectsWhatIsNoTime(String text, Reason reason) {
    assertThat(reason(UTC, text)).isEqualTo(reason);
  }

  @Test
  void tellsLocalTimesFromThoseOfCurrentTimestamp() {
    ZoneRule rule = new ZoneRule(NEW_YORK, ZoneOffset.UTC, ZoneRule.Change.REJECT);
    Conversion zoned = new TimestampConversion(true, rule, Epoch.NONE, 6);
    Conversion local = new TimestampConversion(false, rule, Epoch.NONE, 6);
    assertThat(zoned.text("2026-01-27 22:00:00"))
        .isEqualTo(Outcome.converted("2026-01-27 22:00:00+00"));
    assertThat(zoned.text("2026-01-27T22:00:00"))
        .isEqualTo(Outcome.converted("2026-01-28 03:00:00+00"));
    assertThat(local.text("2026-01-27 22:00:00"))
        .isEqualTo(Outcome.converted("2026-01-27 17:00:00"));
    assertThat(local.text("2026-01-27T22:00:00"))
        .isEqualTo(Outcome.converted("2026-01-27 22:00:00"));
  }

  @Test
  void decidesTimesInAGapOnlyWhenTold() {
    String gap = "2025-03-09T02:30:00";
    String twice = "2025-11-02T01:30:00";
    assertThat(reason(zoned(ZoneRule.Change.REJECT), gap)).isEqualTo(Reason.AMBIGUOUS_TIME);
    assertThat(reason(zoned(ZoneRule.Change.REJECT), twice)).isEqualTo(Reason.AMBIGUOUS_TIME);
    assertThat(zoned(ZoneRule.Change.OFFSET_BEFORE).text(gap))
        .isEqualTo(Outcome.converted("2025-03-09 07:30:00+00"));
    assertThat(zoned(ZoneRule.Change.OFFSET_AFTER).text(twice))
        .isEqualTo(Outcome.converted("2025-11-02 06:30:00+00"));
  }

  @Test
  void guessesNoZone() {
    Conversion zoned = new TimestampConversion(true, ZoneRule.NONE, Epoch.NONE, 6);
    assertThat(reason(zoned, "2025-09-20 07:25:33")).isEqualTo(Reason.NO_ZONE);
    assertThat(reason(NAIVE, "2025-09-20T07:25:33Z")).isEqualTo(Reason.NO_ZONE);
    assertThat(NAIVE.text("2025-03-09T02:30:00"))
        .isEqualTo(Outcome.converted("2025-03-09 02:30:00"));
    assertThat(reason(NAIVE, "1758367266")).isEqualTo(Reason.NOT_A_TIME);
  }

  @Test
  void readsNumbersInTheDeclaredUnit() {
    assertThat(epoch(Epoch.SECONDS).convert(new Stored.Whole(0)))
        .isEqualTo(Outcome.converted("1970-01-01 00:00:00+00"));
    assertThat(epoch(Epoch.MILLIS).convert(new Stored.Whole(-1)))
        .isEqualTo(Outcome.converted("1969-12-31 23:59:59.999+00"));
    assertThat(epoch(Epoch.MICROS).convert(new Stored.Whole(1)))
        .isEqualTo(Outcome.converted("1970-01-01 00:00:00.000001+00"));
    assertThat(epoch(Epoch.SECONDS).convert(new Stored.Real(1758371977.219359)))
        .isEqualTo(Outcome.converted("2025-09-20 12:39:37.219359+00"));
  }

  @Test
  void keepsTheFractionsThatTheTypeKeeps() {
    Conversion millis = new TimestampConversion(true, ZoneRule.UTC, Epoch.NONE, 3);
    assertThat(millis.targetType()).isEqualTo("timestamptz(3)");
    assertThat(millis.text("2025-09-20 10:02:35.156"))
        .isEqualTo(Outcome.converted("2025-09-20 10:02:35.156+00"));
    assertThat(reason(millis, "2025-09-20 10:02:35.1561")).isEqualTo(Reason.TOO_MANY_DIGITS);
  }

  @Test
  void losesNoTimeOfDayToADate() {
    assertThat(new DateConversion().text("1962-02-18 00:00:00"))
        .isEqualTo(Outcome.converted("1962-02-18"));
    assertThat(reason(new DateConversion(), "1962-02-18 00:00:01")).isEqualTo(Reason.LOSES_TIME);
    assertThat(new TimeConversion().text("07:05")).isEqualTo(Outcome.converted("07:05:00"));
    assertThat(reason(new TimeConversion(), "25:00")).isEqualTo(Reason.NO_SUCH_TIME);
  }

  private static Conversion zoned(ZoneRule.Change change) {
    return new TimestampConversion(true, new ZoneRule(NEW_YORK, null, change), Epoch.NONE, 6);
  }

  private static Conversion epoch(Epoch epoch) {
    return new TimestampConversion(true, ZoneRule.NONE, epoch, 6);
  }

  private static Reason reason(Conversion conversion, String text) {
    return ((Outcome.Rejected) conversion.text(text)).reason();
  }
}
