package io.tributary.mapping.conversion;

import io.tributary.common.conversion.EpochUnit;
import io.tributary.mapping.quarantine.QuarantineReason;
import io.tributary.mapping.text.NumberText;
import io.tributary.mapping.text.ShortestReal;
import io.tributary.mapping.text.TimeSpelling;
import io.tributary.mapping.text.TimeText;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Points in time of the target as a source spells them: as the value that was there, or else as the
 * rule of the column lets it be read. Each spelling is tried by the conversion itself, and the
 * first one counts that gives the same time. Pure.
 *
 * @param conversion by which times are read
 * @param example after what the spelling is modelled
 */
record TimestampReturn(TimestampConversion conversion, StoredExample example) {
  private static final DateTimeFormatter PRINTED =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
          .toFormatter();

  /** The value for a time as PostgreSQL prints it with UTC as the session's zone. */
  ReturnOutcome of(String literal) {
    Optional<LocalDateTime> time = read(literal);
    if (time.isEmpty()) {
      return ReturnOutcome.refused(
          QuarantineReason.OUT_OF_RANGE, literal, "is no time of the years 1 to 9999");
    }
    return spellings(time.get())
        .filter(value -> conversion.convert(value).equals(ConversionOutcome.converted(literal)))
        .findFirst()
        .map(ReturnOutcome::stored)
        .orElseGet(
            () ->
                ReturnOutcome.refused(
                    QuarantineReason.NOT_A_TIME,
                    literal,
                    "has no spelling that would be read as the same time"));
  }

  private Optional<LocalDateTime> read(String literal) {
    String bare = literal.endsWith("+00") ? literal.substring(0, literal.length() - 3) : literal;
    try {
      return Optional.of(LocalDateTime.parse(bare, PRINTED)).filter(time -> time.getYear() > 0);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private Stream<SourceValue> spellings(LocalDateTime time) {
    boolean number =
        example.before() instanceof SourceValue.Whole
            || example.before() instanceof SourceValue.Real
            || NumberText.read(example.textBefore()).isPresent();
    boolean numeric = number || example.asWhole() || example.asReal();
    Stream<SourceValue> texts = texts(time).map(SourceValue.Text::new);
    return numeric ? Stream.concat(numbers(time), texts) : Stream.concat(texts, numbers(time));
  }

  private Stream<SourceValue> numbers(LocalDateTime time) {
    ZoneId zone = Objects.requireNonNullElse(zone(), ZoneOffset.UTC);
    LocalDateTime utc =
        conversion.zoned()
            ? time
            : time.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime();
    BigDecimal seconds =
        BigDecimal.valueOf(utc.toEpochSecond(ZoneOffset.UTC))
            .add(BigDecimal.valueOf(utc.getNano(), 9));
    return units()
        .map(unit -> in(unit, seconds))
        .map(amount -> amount.stripTrailingZeros().toPlainString())
        .map(amount -> NumberReturn.exact(amount, example, ShortestReal::decimal))
        .flatMap(
            outcome ->
                outcome instanceof ReturnOutcome.Stored stored
                    ? Stream.of(stored.value())
                    : Stream.empty());
  }

  private Stream<EpochUnit> units() {
    if (conversion.epoch() != EpochUnit.BY_DIGITS) {
      return Stream.of(conversion.epoch());
    }
    int digits = digitsBefore();
    Stream<EpochUnit> all = Stream.of(EpochUnit.SECONDS, EpochUnit.MILLIS, EpochUnit.MICROS);
    EpochUnit first =
        digits <= 11 ? EpochUnit.SECONDS : digits <= 14 ? EpochUnit.MILLIS : EpochUnit.MICROS;
    return Stream.concat(Stream.of(first), all.filter(unit -> unit != first));
  }

  private int digitsBefore() {
    String text =
        example.before() instanceof SourceValue.Whole whole
            ? Long.toString(whole.value())
            : example.before() instanceof SourceValue.Real real
                ? BigDecimal.valueOf(real.value()).toPlainString()
                : example.textBefore();
    return NumberText.read(text).map(number -> number.precision() - number.scale()).orElse(0);
  }

  private static BigDecimal in(EpochUnit unit, BigDecimal seconds) {
    return switch (unit) {
      case MILLIS -> seconds.movePointRight(3);
      case MICROS -> seconds.movePointRight(6);
      case NONE, SECONDS, BY_DIGITS -> seconds;
    };
  }

  private Stream<String> texts(LocalDateTime time) {
    List<TimeSpelling> general =
        List.of(TimeSpelling.SQLITE, TimeSpelling.ISO_IN_UTC, TimeSpelling.ISO);
    return Stream.concat(TimeSpelling.of(example.textBefore()).stream(), general.stream())
        .flatMap(spelling -> spelled(time, spelling).stream());
  }

  /** In the offset that the spelling writes, or in the zone in which it would be read. */
  private Optional<String> spelled(LocalDateTime time, TimeSpelling spelling) {
    ZoneId read = spelling.offset() == null ? zoneOf(spelling.shape()) : spelling.offset();
    if (!conversion.zoned() && spelling.offset() == null) {
      return Optional.of(spelling.write(time));
    }
    ZoneId printed = conversion.zoned() ? ZoneOffset.UTC : zone();
    return read == null || printed == null
        ? Optional.empty()
        : Optional.of(
            spelling.write(time.atZone(printed).withZoneSameInstant(read).toLocalDateTime()));
  }

  private @Nullable ZoneId zone() {
    return conversion.zones().naive();
  }

  private @Nullable ZoneId zoneOf(TimeText.Shape shape) {
    return conversion.zones().zoneOf(shape);
  }
}
