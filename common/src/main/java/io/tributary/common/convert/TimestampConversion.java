package io.tributary.common.convert;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Points in time: ISO 8601 in the spellings that applications write, RFC 822, and numbers counted
 * from 1970. Fractions finer than the target keeps are rejected, never rounded.
 *
 * @param zoned whether the target is {@code timestamptz} and not {@code timestamp}
 * @param zones the zone of times that name none. For {@code timestamp} its naive zone is also the
 *     one that everything is written in, so that times with an offset need it
 * @param epoch which numbers are times
 * @param digits digits of the second's fraction that the target keeps, 0 to 6
 */
public record TimestampConversion(boolean zoned, ZoneRule zones, Epoch epoch, int digits)
    implements Conversion {
  /** The digits that PostgreSQL keeps when a type names none. */
  public static final int MOST_DIGITS = 6;

  @Override
  public String name() {
    return zoned ? "timestamptz" : "timestamp";
  }

  @Override
  public String targetType() {
    return name() + (digits == MOST_DIGITS ? "" : "(" + digits + ")");
  }

  @Override
  public Fidelity fidelity() {
    return Fidelity.lossy("The point in time is kept; its spelling and its offset are lost.");
  }

  @Override
  public Outcome whole(long value) {
    return number(new Stored.Whole(value), BigDecimal.valueOf(value));
  }

  @Override
  public Outcome real(double value) {
    Stored stored = new Stored.Real(value);
    return Double.isInfinite(value)
        ? Outcome.rejected(Reason.OUT_OF_RANGE, stored, "is no time")
        : number(stored, ShortestReal.decimal(value));
  }

  @Override
  public Outcome text(String value) {
    Stored stored = new Stored.Text(value);
    if (value.isEmpty()) {
      return Outcome.rejected(Reason.EMPTY, stored, "is empty, which is no time");
    }
    try {
      return Moment.read(value)
          .map(moment -> moment(stored, moment))
          .or(() -> NumberText.read(value).map(number -> number(stored, number)))
          .orElseGet(() -> notATime(stored));
    } catch (DateTimeException e) {
      return Outcome.rejected(Reason.NO_SUCH_TIME, stored, "does not exist: " + e.getMessage());
    }
  }

  private Outcome number(Stored stored, BigDecimal number) {
    if (epoch == Epoch.NONE) {
      return notATime(stored);
    }
    return epoch
        .time(number)
        .map(time -> moment(stored, new Moment(time, ZoneOffset.UTC, Moment.Shape.OTHER)))
        .orElseGet(
            () ->
                Outcome.rejected(Reason.OUT_OF_RANGE, stored, "is outside of the years 1 to 9999"));
  }

  private Outcome moment(Stored stored, Moment moment) {
    int unit = (int) Math.pow(10, 9 - digits);
    if (moment.local().getNano() % unit != 0) {
      return Outcome.rejected(
          Reason.TOO_MANY_DIGITS, stored, "has a finer fraction of a second than " + targetType());
    }
    ZoneId zone = moment.offset() == null ? zones.zoneOf(moment.shape()) : moment.offset();
    if (zone == null && !zoned) {
      return Outcome.converted(TimeLiteral.timestamp(moment.local(), ""));
    }
    if (zone == null || !zoned && zones.naive() == null) {
      return Outcome.rejected(
          Reason.NO_ZONE, stored, "needs a zone, and the migration declares none for this column");
    }
    boolean asWritten = !zoned && zone.equals(zones.naive());
    return asWritten
        ? Outcome.converted(TimeLiteral.timestamp(moment.local(), ""))
        : zones
            .offset(zone, moment.local())
            .map(offset -> shifted(moment.local(), offset))
            .orElseGet(
                () ->
                    Outcome.rejected(
                        Reason.AMBIGUOUS_TIME,
                        stored,
                        "is skipped or happens twice in " + zone + " when clocks change"));
  }

  private Outcome shifted(LocalDateTime local, ZoneOffset offset) {
    ZoneId to = zoned ? ZoneOffset.UTC : zones.naive();
    LocalDateTime there = local.atOffset(offset).atZoneSameInstant(to).toLocalDateTime();
    return Outcome.converted(TimeLiteral.timestamp(there, zoned ? "+00" : ""));
  }

  private static Outcome notATime(Stored stored) {
    return Outcome.rejected(
        Reason.NOT_A_TIME, stored, "is no time in a spelling that is allowed here");
  }
}
