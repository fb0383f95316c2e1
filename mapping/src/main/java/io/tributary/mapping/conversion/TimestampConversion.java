package io.tributary.mapping.conversion;

import io.tributary.common.conversion.DigitRounding;
import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import io.tributary.mapping.text.TimeLiteral;
import io.tributary.mapping.text.TimeText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Points in time: ISO 8601 in the spellings that applications write, RFC 822, and numbers counted
 * from 1970. Fractions finer than the target keeps are rejected, or rounded where that is declared.
 *
 * @param zoned whether the target is {@code timestamptz} and not {@code timestamp}
 * @param zones the zone of times that name none. For {@code timestamp} its naive zone is also the
 *     one that everything is written in, so that times with an offset need it
 * @param epoch which numbers are times
 * @param digits digits of the second's fraction that the target keeps, 0 to 6
 * @param rounding what becomes of further digits
 */
public record TimestampConversion(
    boolean zoned, ZoneRule zones, EpochUnit epoch, int digits, DigitRounding rounding)
    implements Conversion {
  /** The digits that PostgreSQL keeps when a type names none. */
  public static final int MOST_DIGITS = 6;

  /** Times with a finer fraction are rejected. */
  public TimestampConversion(boolean zoned, ZoneRule zones, EpochUnit epoch, int digits) {
    this(zoned, zones, epoch, digits, DigitRounding.REJECT);
  }

  @Override
  public String name() {
    return zoned ? "timestamptz" : "timestamp";
  }

  @Override
  public String targetType() {
    return name() + (digits == MOST_DIGITS ? "" : "(" + digits + ")");
  }

  @Override
  public ConversionFidelity fidelity() {
    return ConversionFidelity.lossy(
        "The point in time is kept; its spelling and its offset are lost."
            + RoundedDigits.loss(rounding, targetType()));
  }

  @Override
  public ConversionOutcome whole(long value) {
    return number(new SourceValue.Whole(value), BigDecimal.valueOf(value));
  }

  @Override
  public ConversionOutcome real(double value) {
    SourceValue stored = new SourceValue.Real(value);
    return Double.isInfinite(value)
        ? ConversionOutcome.rejected(QuarantineReason.OUT_OF_RANGE, stored, "is no time")
        : number(stored, ShortestReal.decimal(value));
  }

  @Override
  public ConversionOutcome text(String value) {
    SourceValue stored = new SourceValue.Text(value);
    if (value.isEmpty()) {
      return ConversionOutcome.rejected(
          QuarantineReason.EMPTY, stored, "is empty, which is no time");
    }
    try {
      return TimeText.read(value)
          .map(moment -> moment(stored, moment))
          .or(() -> NumberText.read(value).map(number -> number(stored, number)))
          .orElseGet(() -> notATime(stored));
    } catch (DateTimeException e) {
      return ConversionOutcome.rejected(
          QuarantineReason.NO_SUCH_TIME, stored, "does not exist: " + e.getMessage());
    }
  }

  private ConversionOutcome number(SourceValue stored, BigDecimal number) {
    if (epoch == EpochUnit.NONE) {
      return notATime(stored);
    }
    return EpochTime.of(epoch, number)
        .map(time -> moment(stored, new TimeText(time, ZoneOffset.UTC, TimeText.Shape.OTHER)))
        .orElseGet(
            () ->
                ConversionOutcome.rejected(
                    QuarantineReason.OUT_OF_RANGE, stored, "is outside of the years 1 to 9999"));
  }

  private ConversionOutcome moment(SourceValue stored, TimeText moment) {
    if (RoundedDigits.nanos(rounding, moment.local().getNano(), digits).isEmpty()) {
      return ConversionOutcome.rejected(
          QuarantineReason.TOO_MANY_DIGITS,
          stored,
          "has a finer fraction of a second than " + targetType() + RoundedDigits.advice());
    }
    ZoneId zone = moment.offset() == null ? zones.zoneOf(moment.shape()) : moment.offset();
    if (zone == null && !zoned) {
      return literal(moment.local(), "");
    }
    if (zone == null || !zoned && zones.naive() == null) {
      return ConversionOutcome.rejected(
          QuarantineReason.NO_ZONE,
          stored,
          "needs a zone, and the migration declares none for this column");
    }
    boolean asWritten = !zoned && zone.equals(zones.naive());
    return asWritten
        ? literal(moment.local(), "")
        : zones
            .offset(zone, moment.local())
            .map(offset -> shifted(moment.local(), offset))
            .orElseGet(
                () ->
                    ConversionOutcome.rejected(
                        QuarantineReason.AMBIGUOUS_TIME,
                        stored,
                        "is skipped or happens twice in " + zone + " when clocks change"));
  }

  private ConversionOutcome shifted(LocalDateTime local, ZoneOffset offset) {
    ZoneId to = zoned ? ZoneOffset.UTC : zones.naive();
    LocalDateTime there = local.atOffset(offset).atZoneSameInstant(to).toLocalDateTime();
    return literal(there, zoned ? "+00" : "");
  }

  /** Rounded only now, as clocks may change within the fraction of a second that it moves. */
  private ConversionOutcome literal(LocalDateTime time, String offset) {
    LocalDateTime kept = RoundedDigits.time(rounding, time, digits).orElseThrow();
    return ConversionOutcome.converted(TimeLiteral.timestamp(kept, offset));
  }

  private static ConversionOutcome notATime(SourceValue stored) {
    return ConversionOutcome.rejected(
        QuarantineReason.NOT_A_TIME, stored, "is no time in a spelling that is allowed here");
  }

  @Override
  public ReturnOutcome valueBack(String literal, StoredExample example) {
    return new TimestampReturn(this, example).of(literal);
  }
}
